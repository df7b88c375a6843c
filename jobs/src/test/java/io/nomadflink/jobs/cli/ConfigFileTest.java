package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ConfigFileTest {
    private static final Path SAMPLE = Path.of(System.getProperty("conf"), "jobs.yaml");

    /** Where these are set the command line's defaults are theirs. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "address", "NOMAD_ADDR",
                    "region", "NOMAD_REGION",
                    "namespace", "NOMAD_NAMESPACE",
                    "ca-cert", "NOMAD_CACERT",
                    "ca-path", "NOMAD_CAPATH",
                    "client-cert", "NOMAD_CLIENT_CERT",
                    "client-key", "NOMAD_CLIENT_KEY",
                    "tls-server-name", "NOMAD_TLS_SERVER_NAME");

    @TempDir Path directory;

    @Test
    void theSampleDocumentsEveryOptionOfRun() throws Exception {
        Path all = uncommented();

        assertThat(keys(all))
                .containsExactlyInAnyOrderElementsOf(
                        command().getCommandSpec().options().stream()
                                .filter(ConfigFile::isSettable)
                                .map(ConfigFile::name)
                                .toList());
    }

    @Test
    void theSamplesDefaultsAreThoseOfTheCommandLine() throws Exception {
        Map<String, Object> plain = values(command());
        CommandLine configured = command();
        configured.setDefaultValueProvider(ConfigFile.read(uncommented()));

        Map<String, Object> sampled = values(configured);
        ENVIRONMENT.forEach(
                (key, variable) -> {
                    if (System.getenv(variable) != null) {
                        plain.remove(key);
                        sampled.remove(key);
                    }
                });
        assertThat(sampled).isEqualTo(plain);
    }

    @Test
    void asItIsTheSampleChangesNothing() {
        CommandLine configured = command();
        configured.setDefaultValueProvider(ConfigFile.read(SAMPLE));

        assertThat(values(configured)).isEqualTo(values(command()));
    }

    @Test
    void theCommandLineWinsOverTheFile() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("a.yaml"),
                        "window: 2m\nslide: 30s\nsink: [print, 'sqlite:b.db']\nsimulate: true\n");
        CommandLine line = command();
        line.setDefaultValueProvider(ConfigFile.read(file));
        line.parseArgs("--window", "5m");
        RunCommand run = line.getCommand();

        assertThat(run.results.window).isEqualTo(Duration.ofMinutes(5));
        assertThat(run.results.slide).isEqualTo(Duration.ofSeconds(30));
        assertThat(run.results.sinks).containsExactly("print", "sqlite:b.db");
        assertThat(run.simulate).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka://a:9092,b:9092/p?properties=a,b",
                "jdbc:postgresql://h1,h2:5432/db",
                "files:a,b/c",
                "sqlite:a,b.db",
                "webhook:https://host/a,b?c=d,e",
                "webhook:@a,b"
            })
    void commasOfASinkDoNotPartIt(String sink) throws Exception {
        String others = "print," + sink + ",sqlite:x.db,print";
        List<String> expected = List.of("print", sink, "sqlite:x.db", "print");

        assertThat(sinks(command(), "--sink", others)).isEqualTo(expected);
        assertThat(sinks(command(), "--sink", sink)).containsExactly(sink);
        assertThat(sinks(configured("sink: '" + others + "'"))).isEqualTo(expected);
        assertThat(sinks(configured("sink: [print, '" + sink + "', 'sqlite:x.db', print]")))
                .isEqualTo(expected);
    }

    /** On the command line a comma before what is no sink belongs to the path before. */
    @Test
    void elementsOfAListStayAsTheyAre() throws Exception {
        assertThat(sinks(configured("sink: ['sqlite:a.db', 'mysql:b']")))
                .containsExactly("sqlite:a.db", "mysql:b");
        RunCommand run = parsed(configured("address: [http://a:1, http://b:2]"));
        assertThat(run.cluster.addresses).containsExactly("http://a:1", "http://b:2");
    }

    @Test
    void commasOfACapturesTargetDoNotPartIt() throws Exception {
        CommandLine line =
                new CommandLine(new CaptureCommand())
                        .registerConverter(Duration.class, Durations::parse);
        line.setDefaultValueProvider(
                ConfigFile.read(write("to: ['kafka://a:1,b:2/p', 'files:a,b']")));
        line.parseArgs();
        CaptureCommand capture = line.getCommand();
        assertThat(capture.targets).containsExactly("kafka://a:1,b:2/p", "files:a,b");
    }

    private static List<String> sinks(CommandLine line, String... args) {
        return parsed(line, args).results.sinks;
    }

    private static RunCommand parsed(CommandLine line, String... args) {
        line.parseArgs(args);
        return line.getCommand();
    }

    private CommandLine configured(String content) throws Exception {
        CommandLine line = command();
        line.setDefaultValueProvider(ConfigFile.read(write(content)));
        return line;
    }

    private Path write(String content) throws Exception {
        return Files.writeString(directory.resolve("a.yaml"), content + "\n");
    }

    private static CommandLine command() {
        return new CommandLine(new RunCommand())
                .registerConverter(Duration.class, Durations::parse);
    }

    private static Map<String, Object> values(CommandLine line) {
        line.parseArgs();
        Map<String, Object> values = new TreeMap<>();
        for (OptionSpec option : line.getCommandSpec().options()) {
            values.put(ConfigFile.name(option), String.valueOf(option.<Object>getValue()));
        }
        return values;
    }

    /** Key lines stand behind a bare #, prose behind a # and a space. */
    private Path uncommented() throws Exception {
        String text =
                Files.readAllLines(SAMPLE).stream()
                        .filter(line -> line.matches("#[a-z].*"))
                        .map(line -> line.substring(1))
                        .collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve("all.yaml"), text);
    }

    private static TreeSet<String> keys(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
