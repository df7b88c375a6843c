package io.nomadflink.jobs.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code --config}, which gives other options their defaults and so is looked for before they are
 * parsed.
 */
final class ConfigOption {
    private static final String NAME = "--config";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description =
                    "A YAML file with any of these options, without dashes; see conf/jobs.yaml.")
    Path file;

    /** Makes a file named by the arguments the source of defaults. */
    static void apply(CommandLine line, String[] args) {
        Optional<Path> file = find(args);
        if (file.isEmpty() || args.length == 0) {
            return;
        }
        CommandLine command = line.getSubcommands().get(args[0]);
        if (command != null && command.getCommandSpec().findOption(NAME) != null) {
            ConfigFile config = ConfigFile.read(file.get());
            config.check(file.get(), command.getCommandSpec().options());
            command.setDefaultValueProvider(config);
        }
    }

    private static Optional<Path> find(String[] args) {
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals(NAME) && i + 1 < args.length) {
                return Optional.of(Path.of(args[i + 1]));
            }
            if (args[i].startsWith(NAME + "=")) {
                return Optional.of(Path.of(args[i].substring(NAME.length() + 1)));
            }
        }
        return Optional.empty();
    }
}
