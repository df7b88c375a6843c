package io.nomadflink.jobs.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Nomad's event stream in Flink: what failed, how often, and how long rollouts take.
 *
 * <p>The launcher sets the property {@value #LAUNCHER}; only then may this class end the JVM.
 * Called by Flink's client or a JobManager it returns, or throws what Flink shows as one line.
 */
@Command(
        name = "nomad-flink",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Nomad's event stream in Flink: what failed, how often, and how long rollouts take.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            RecordCommand.class,
            CaptureCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class NomadFlink {
    static final String LAUNCHER = "nomad.launcher";

    public static void main(String[] args) throws ProgramParametrizationException {
        if (isLauncher()) {
            System.exit(execute(args));
        }
        UsageErrors errors = new UsageErrors();
        CommandLine line = commandLine();
        line.setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
        try {
            ConfigOption.apply(line, args);
        } catch (UserException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
        line.execute(args);
        errors.throwIfAny();
    }

    /**
     * @return the exit status: 0, 1 for a failure, 2 for wrong usage
     */
    static int execute(String... args) {
        return execute(commandLine(), args);
    }

    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return execute(commandLine().setOut(out).setErr(err), args);
    }

    private static int execute(CommandLine line, String... args) {
        try {
            ConfigOption.apply(line, args);
        } catch (UserException e) {
            line.getErr().println(OneLineErrors.usage(line, e.getMessage()));
            return e.status();
        }
        return line.execute(args);
    }

    private static CommandLine commandLine() {
        return new CommandLine(new NomadFlink())
                .registerConverter(Duration.class, Durations::parse)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new OneLineErrors())
                .setExecutionExceptionHandler(new OneLineErrors());
    }

    static boolean isLauncher() {
        return Boolean.getBoolean(LAUNCHER);
    }
}
