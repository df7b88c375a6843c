package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables from a recording that another's imitation of Nomad serves, which the command in the
 * environment variable NOMAD_FAKE starts, are those from the recording itself.
 */
@EnabledIfEnvironmentVariable(
        named = "NOMAD_FAKE",
        matches = ".+",
        disabledReason = "NOMAD_FAKE names no imitation of Nomad")
class NomadFakeITCase {
    private static final String JAR = System.getProperty("job.jar");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path RECORDING =
            Path.of(System.getProperty("recordings"), "2.0.5", "events.ndjson");

    @TempDir Path directory;

    @Test
    void givesTheTablesOfTheRecording() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                FlinkCluster cluster =
                        FlinkCluster.start(directory.resolve("flink"), 1, Map.of())) {
            DataSource replayed = database(postgres, "replayed");
            run(cluster, postgres, "replayed", "--replay", RECORDING + ".gz");

            Path port = directory.resolve("port");
            Process fake = fake(port);
            try {
                Java.await("a port", LIMIT, () -> Files.exists(port) && Files.size(port) > 1);
                String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0).strip();
                DataSource served = database(postgres, "served");
                String job =
                        run(
                                cluster,
                                postgres,
                                "served",
                                "--address",
                                address,
                                "--from",
                                "earliest");
                String table = "deployment_duration";
                Java.await(
                        "the last deployment",
                        LIMIT,
                        () ->
                                ResultTables.count(served, table) > 0
                                        && ResultTables.read(served)
                                                .get(table)
                                                .equals(ResultTables.read(replayed).get(table)));
                assertThat(cluster.cli("stop", "--drain", job).status()).isZero();
                cluster.rest().awaitEnd(job, LIMIT);
                assertThat(ResultTables.read(served)).isEqualTo(ResultTables.read(replayed));
            } finally {
                fake.destroyForcibly().onExit().join();
            }
        }
    }

    private Process fake(Path port) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getenv("NOMAD_FAKE").split(" ")));
        command.addAll(
                List.of("--recording", RECORDING.toString(), "--port-file", port.toString()));
        command.addAll(List.of("--speed", "max", "--times", "keep", "--buffer", "100000"));
        return Java.start(command, Map.of(), directory.resolve("fake.log"));
    }

    private static String run(
            FlinkCluster cluster, EmbeddedPostgres postgres, String name, String... input)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add("run");
        if (input[0].equals("--address")) {
            command.add("-d");
        }
        command.addAll(List.of(JAR, "run", "--window", "10s"));
        command.addAll(List.of(input));
        command.addAll(
                List.of(
                        "--sink",
                        "jdbc:postgresql://postgres@localhost:" + postgres.getPort() + "/" + name));
        Java.Ended ended = cluster.cli(command.toArray(String[]::new));
        Matcher job = Pattern.compile("JobID ([0-9a-f]{32})").matcher(ended.output());
        assertThat(job.find()).as(ended.output()).isTrue();
        return job.group(1);
    }

    private static DataSource database(EmbeddedPostgres postgres, String name) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres.getDatabase("postgres", name);
    }
}
