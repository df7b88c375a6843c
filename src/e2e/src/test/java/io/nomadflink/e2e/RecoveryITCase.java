package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes die, jobs are moved, in the middle of windows: the tables are those of a quiet run. */
class RecoveryITCase {
    private static final String JAR = System.getProperty("job.jar");
    private static final String VERSION = "2.0.5-acl";

    /** The recording lasts 71 s. */
    private static final double SPEED = 4;

    private static final Pattern SAVEPOINT = Pattern.compile("Path: (file:\\S+)");

    @TempDir static Path directory;
    private static FlinkCluster cluster;
    private static EmbeddedPostgres postgres;
    private static Map<String, SortedSet<String>> undisturbed;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        cluster = FlinkCluster.startHighlyAvailable(directory, 2);
        try (OutsideNomad nomad = OutsideNomad.of(VERSION, 1000)) {
            nomad.play().get(1, TimeUnit.MINUTES);
            String job = submit(nomad, "undisturbed", 1);
            cluster.rest().awaitRunning(job, Duration.ofMinutes(1));
            awaitLast("undisturbed");
            cluster.rest().drain(job);
        }
        undisturbed = tables("undisturbed");
        assertThat(undisturbed.values()).noneMatch(SortedSet::isEmpty);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        postgres.close();
    }

    @Test
    void aTaskManagerDies() throws Exception {
        disturbed(
                "taskmanager",
                job -> {
                    String victim = cluster.rest().taskManagerOf(job);
                    cluster.kill(victim);
                    cluster.startTaskManager(victim);
                    return job;
                });
    }

    @Test
    void theJobManagerDies() throws Exception {
        disturbed(
                "jobmanager",
                job -> {
                    cluster.kill("jobmanager");
                    cluster.startJobManager();
                    Java.await("REST", Duration.ofMinutes(1), () -> cluster.rest().answers());
                    return job;
                });
    }

    @Test
    void theJobIsStoppedAndGoesOnWithAnotherParallelism() throws Exception {
        disturbed(
                "rescaled",
                job -> {
                    Java.Ended stopped = cluster.cli("stop", job);
                    Matcher savepoint = SAVEPOINT.matcher(stopped.output());
                    assertThat(savepoint.find()).as(stopped.output()).isTrue();
                    return submit(current, "rescaled", 2, "-s", savepoint.group(1));
                });
    }

    /** Happens to a running job; the id of the job that goes on. */
    private interface Disturbance {
        String happen(String job) throws Exception;
    }

    private static OutsideNomad current;

    private static void disturbed(String name, Disturbance disturbance) throws Exception {
        try (OutsideNomad nomad = OutsideNomad.of(VERSION, SPEED)) {
            current = nomad;
            String job = submit(nomad, name, 1);
            cluster.rest().awaitRunning(job, Duration.ofMinutes(1));
            CompletableFuture<String> played = nomad.play();
            Java.await(
                    "first rows",
                    Duration.ofMinutes(1),
                    () -> ResultTables.count(database(name), "allocation_failure_rate") > 10);
            assertThat(played).isNotDone();
            long checkpoints = cluster.rest().completedCheckpoints(job);
            Java.await(
                    "a checkpoint",
                    Duration.ofSeconds(30),
                    () -> cluster.rest().completedCheckpoints(job) > checkpoints);
            String next = disturbance.happen(job);
            played.get(2, TimeUnit.MINUTES);
            cluster.rest().awaitRunning(next, Duration.ofMinutes(1));
            awaitLast(name);
            cluster.rest().drain(next);
        }
        assertThat(tables(name)).isEqualTo(undisturbed);
    }

    private static String submit(
            OutsideNomad nomad, String database, int parallelism, String... options)
            throws Exception {
        if (options.length == 0) {
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + database);
            }
        }
        List<String> command = new ArrayList<>(List.of("run", "-d", "-p", parallelism + ""));
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        JAR,
                        "run",
                        "--address",
                        nomad.address(),
                        "--from",
                        "earliest",
                        "--window",
                        "5s",
                        "--sink",
                        "jdbc:postgresql://postgres@localhost:"
                                + postgres.getPort()
                                + "/"
                                + database));
        Java.Ended ended = cluster.cli(command.toArray(String[]::new));
        Matcher job = Pattern.compile("JobID ([0-9a-f]{32})").matcher(ended.output());
        assertThat(job.find()).as(ended.output()).isTrue();
        return job.group(1);
    }

    private static void awaitLast(String name) throws Exception {
        Java.await(
                "the last deployment",
                Duration.ofMinutes(1),
                () -> ResultTables.has(database(name), "deployment_duration", SimulatorMain.LAST));
    }

    private static Map<String, SortedSet<String>> tables(String name) throws Exception {
        return ResultTables.read(database(name));
    }

    private static javax.sql.DataSource database(String name) {
        return postgres.getDatabase("postgres", name);
    }
}
