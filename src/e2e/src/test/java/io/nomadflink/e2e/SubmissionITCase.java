package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar, submitted in all the ways there are. */
class SubmissionITCase {
    private static final String JAR = System.getProperty("job.jar");
    private static final Path RECORDING =
            Path.of(System.getProperty("recordings")).resolve("2.0.5-acl/events.ndjson.gz");

    @TempDir static Path directory;
    private static FlinkCluster cluster;
    private static EmbeddedPostgres postgres;
    private static String jar;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        cluster = FlinkCluster.start(directory, 2, Map.of());
        jar = cluster.rest().upload(Path.of(JAR));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        postgres.close();
    }

    @Test
    void sameTablesByCommandLineByConfigurationFileAndByRest() throws Exception {
        Java.Ended ended =
                cluster.cli(
                        "run",
                        "-p",
                        "2",
                        JAR,
                        "run",
                        "--replay",
                        RECORDING + "",
                        "--sink",
                        sink("cli"));
        assertThat(ended.status()).as(ended.output()).isZero();

        Path config = directory.resolve("jobs.yaml");
        Files.writeString(
                config, "replay: " + RECORDING + "\nsink: " + sink("file") + "\nwindow: 1m\n");
        ended = cluster.cli("run", JAR, "run", "--config", config.toString());
        assertThat(ended.status()).as(ended.output()).isZero();

        FlinkRest rest = cluster.rest();
        String job = finish("run", "--replay", RECORDING + "", "--sink", sink("rest"));
        assertThat(rest.get("/jobs/" + job).get("name").asText())
                .isEqualTo("Nomad results of events.ndjson.gz");

        Map<String, SortedSet<String>> tables = ResultTables.read(database("cli"));
        assertThat(tables.values()).noneMatch(SortedSet::isEmpty);
        assertThat(ResultTables.read(database("file"))).isEqualTo(tables);
        assertThat(ResultTables.read(database("rest"))).isEqualTo(tables);
    }

    @Test
    void applicationModeGivesTheTablesOfSessionMode() throws Exception {
        try (FlinkCluster application =
                FlinkCluster.startApplication(
                        directory.resolve("application"),
                        Path.of(JAR),
                        "io.nomadflink.jobs.cli.NomadFlink",
                        "run",
                        "--replay",
                        RECORDING + "",
                        "--sink",
                        sink("application"))) {
            finish("run", "--replay", RECORDING + "", "--sink", sink("session"));
            assertThat(application.awaitExit("jobmanager", Duration.ofMinutes(1)))
                    .as(application.log("jobmanager"))
                    .isZero();
        }
        assertThat(ResultTables.read(database("application")))
                .isEqualTo(ResultTables.read(database("session")));
    }

    /** With the settings of {@code conf/deploy}, but for addresses. */
    @Test
    void anApplicationsJobSurvivesItsJobManager() throws Exception {
        try (OutsideNomad nomad = OutsideNomad.of("2.0.5-acl", 1000);
                FlinkCluster application =
                        FlinkCluster.startHighlyAvailableApplication(
                                directory.resolve("surviving"),
                                Path.of(JAR),
                                "io.nomadflink.jobs.cli.NomadFlink",
                                "run",
                                "--address",
                                nomad.address(),
                                "--sink",
                                "print")) {
            String job = awaitItsJob(application.rest());
            Java.await(
                    "a checkpoint",
                    Duration.ofSeconds(30),
                    () -> application.rest().completedCheckpoints(job) > 0);
            application.kill("jobmanager");
            application.startJobManager();

            assertThat(awaitItsJob(application.rest())).isEqualTo(job);
            assertThat(
                            application
                                    .rest()
                                    .get("/jobs/" + job + "/checkpoints")
                                    .at("/latest/restored/id")
                                    .asLong())
                    .isPositive();
        }
    }

    private static String awaitItsJob(FlinkRest rest) throws Exception {
        Java.await(
                "the application's job",
                Duration.ofMinutes(1),
                () -> rest.answers() && rest.get("/jobs").at("/jobs/0").has("id"));
        String job = rest.get("/jobs").at("/jobs/0/id").asText();
        rest.awaitRunning(job, Duration.ofMinutes(1));
        return job;
    }

    @Test
    void helpAndWrongUsageLeaveTheClusterAlone() throws Exception {
        Java.Ended help = cluster.cli("run", JAR, "run", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("--sink", "--address");

        Java.Ended wrong = cluster.cli("run", JAR, "run", "--windw", "1m");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.output())
                .contains("--windw", "--help")
                .doesNotContain("\tat io.nomadflink");

        FlinkRest rest = cluster.rest();
        for (List<String> arguments :
                List.of(
                        List.of("--help"),
                        List.of("run", "--help"),
                        List.of("--version"),
                        List.<String>of(),
                        List.of("nonsense"),
                        List.of("run", "--sink", "nowhere:x"),
                        List.of("capture", "--to", "x"),
                        List.of("run", "--config", "/no/such/file"))) {
            assertThat(rest.run(jar, 1, arguments).status()).as(arguments + "").isEqualTo(400);
        }
        assertThat(cluster.isAlive("jobmanager")).isTrue();
        assertThat(rest.answers()).isTrue();
    }

    @Test
    void captureOnTheClusterIsReadBackByTheJobs() throws Exception {
        Path captured = directory.resolve("captured");
        finish("capture", "--replay", RECORDING + "", "--to", "files:" + captured);
        for (Path from : List.of(RECORDING, captured)) {
            String to = sink(from == captured ? "captured" : "direct");
            finish("run", "--replay", from + "", "--sink", to);
        }
        assertThat(ResultTables.read(database("captured")))
                .isEqualTo(ResultTables.read(database("direct")));
    }

    @Test
    void parquetByAJarInLib() throws Exception {
        Path files = directory.resolve("parquet");
        finish("run", "--replay", RECORDING + "", "--sink", "files:" + files + "?format=parquet");
        try (Stream<Path> all = Files.walk(files.resolve("allocation_failure_rate"))) {
            List<Path> found = all.filter(f -> f.toString().endsWith(".parquet")).toList();
            assertThat(found).isNotEmpty();
            for (Path file : found) {
                byte[] bytes = Files.readAllBytes(file);
                assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
                assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII))
                        .isEqualTo("PAR1");
            }
        }
    }

    @Test
    void aDatabaseThatRefusesFailsTheJobAndLeavesTheTaskManagers() throws Exception {
        FlinkRest rest = cluster.rest();
        FlinkRest.Reply reply =
                rest.run(
                        jar,
                        1,
                        List.of(
                                "run",
                                "--replay",
                                RECORDING + "",
                                "--sink",
                                "jdbc:postgresql://postgres@localhost:"
                                        + postgres.getPort()
                                        + "/none"));
        String job = reply.body().get("jobid").asText();
        Java.await(
                "a failure",
                Duration.ofMinutes(1),
                () -> {
                    JsonNode found = rest.get("/jobs/" + job + "/exceptions");
                    return found.toString().contains("\\\"none\\\" does not exist");
                });
        rest.get("/jobs/" + job);
        cluster.rest().cancel(job);
        rest.awaitEnd(job, Duration.ofMinutes(1));
        assertThat(cluster.isAlive("tm-1")).isTrue();
        assertThat(cluster.isAlive("tm-2")).isTrue();
    }

    /** Over REST, to its end. */
    private static String finish(String... arguments) throws Exception {
        FlinkRest rest = cluster.rest();
        FlinkRest.Reply reply = rest.run(jar, 2, List.of(arguments));
        assertThat(reply.status()).as(reply.body() + "").isEqualTo(200);
        String job = reply.body().get("jobid").asText();
        assertThat(rest.awaitEnd(job, Duration.ofMinutes(1))).isEqualTo("FINISHED");
        return job;
    }

    private static String sink(String name) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return "jdbc:postgresql://postgres@localhost:" + postgres.getPort() + "/" + name;
    }

    private static DataSource database(String name) {
        return postgres.getDatabase("postgres", name);
    }
}
