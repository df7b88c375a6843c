package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.client.CapturedLogs;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Recording;
import io.nomadflink.simulator.RecordingPlayer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.test.junit5.InjectClusterRESTAddress;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens and passwords are in no log at any level, exception, graph, savepoint or metric, nor on
 * any page of Flink's REST API.
 */
class SecretsITCase {
    private static final String TOKEN = "5ec2e700-aaaa-4bbb-8ccc-t0p5ecretone";
    private static final String NEXT = "5ec2e700-aaaa-4bbb-8ccc-t0p5ecrettwo";
    private static final String PASSWORD = "h4rdly-gu3ssable";

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(METRICS.addToConfiguration(keepingCheckpoints()))
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;
    private Path tokenFile;

    /** A page of each checkpoint is asked for, and a new one comes five times a second. */
    private static Configuration keepingCheckpoints() {
        return new Configuration().set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 10_000);
    }

    private static List<String> secrets() {
        String basic =
                Base64.getEncoder()
                        .encodeToString(("ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return List.of("t0p5ecret", PASSWORD, basic);
    }

    private static void assertNoSecret(String where, String text) {
        for (String secret : secrets()) {
            assertThat(text.contains(secret)).as(where + " holds a secret").isFalse();
        }
    }

    private NomadSource<?> source(String address) throws IOException {
        tokenFile = Files.writeString(folder.resolve("token"), TOKEN);
        Path auth = Files.writeString(folder.resolve("auth"), "ann:" + PASSWORD);
        return NomadSource.<io.nomadflink.connector.event.NomadEvent>builder()
                .setAddresses(address)
                .setTopics(Topic.JOB, Topic.ALLOCATION)
                .setToken(TokenSource.file(tokenFile.toString()))
                .setHttpAuth(TokenSource.file(auth.toString()))
                .setOption(NomadSourceOptions.AUTHORIZATION_GRACE, Duration.ofSeconds(1))
                .setOption(NomadSourceOptions.IDLE_TIMEOUT, Duration.ofSeconds(1))
                .setDeserializer(NomadEventDeserializer.events())
                .build();
    }

    @Test
    void noSecretIsSeenAnywhere(@InjectClusterRESTAddress URI rest) throws Exception {
        Path recording = Path.of(System.getProperty("recordings"), "2.0.5-acl", "events.ndjson.gz");
        try (CapturedLogs logs = new CapturedLogs();
                NomadSimulator server =
                        NomadSimulator.builder()
                                .heartbeat(Duration.ofMillis(200))
                                .bufferSize(10_000)
                                .token(TOKEN)
                                .start();
                RecordingPlayer player = new RecordingPlayer(server, Recording.of(recording))) {
            player.playAll();
            NomadSource<?> source = source(server.address());
            Configuration once = new Configuration();
            once.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(once);
            env.setParallelism(2);
            env.enableCheckpointing(200);
            env.fromSource(source, WatermarkStrategy.noWatermarks(), "nomad")
                    .uid("nomad")
                    .sinkTo(new DiscardingSink<>());
            StreamGraph graph = env.getStreamGraph();
            assertNoSecret("the job graph", bytes(graph.getJobGraph()));
            assertNoSecret("the source", source + " " + bytes(source));

            JobClient job = env.executeAsync(graph);
            assertThat(server.awaitSubscribers(2, Duration.ofSeconds(30))).isTrue();
            server.tokens().accept(NEXT);
            Files.writeString(tokenFile, NEXT);
            server.tokens().revoke(TOKEN);
            server.faults().closeAll();
            assertThat(server.awaitSubscribers(2, Duration.ofSeconds(30))).isTrue();
            Path savepoints = folder.resolve("savepoints");
            job.triggerSavepoint(savepoints.toUri().toString(), SavepointFormatType.NATIVE)
                    .get(30, TimeUnit.SECONDS);
            Await.until("metrics of splits", () -> metrics().contains("currentIndex"));
            assertNoSecret("a metric", metrics());
            assertNoSecret("the REST API", pages(rest, job, "COMPLETED"));

            server.tokens().revoke(NEXT);
            String failure = failure(job);

            assertThat(failure).contains("does not accept the token in file");
            assertNoSecret("an exception", failure);
            assertNoSecret(
                    "the REST API of a failed job",
                    pages(rest, job, "does not accept the token in file"));
            assertNoSecret("a savepoint", contents(savepoints));
            assertThat(logs.text()).contains("org.apache.hc").contains("io.nomadflink");
            assertNoSecret("a log", logs.text());
        }
    }

    /** All pages of a job, once they tell something. */
    private static String pages(URI rest, JobClient job, String something) throws Exception {
        RestPages pages = new RestPages(rest);
        Await.until(something, () -> pages.textOf(job.getJobID()).contains(something));
        return pages.textOf(job.getJobID());
    }

    private static String failure(JobClient job) throws Exception {
        try {
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
            return "";
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.FAILED);
            return ExceptionUtils.stringifyException(e);
        }
    }

    private static String bytes(Object object) throws IOException {
        return new String(InstantiationUtil.serializeObject(object), StandardCharsets.ISO_8859_1);
    }

    private static String contents(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static String metrics() {
        List<String> found = new ArrayList<>();
        METRICS.getMetricsByGroup()
                .forEach(
                        (group, metrics) ->
                                metrics.forEach(
                                        (name, metric) ->
                                                found.add(
                                                        group.getMetricIdentifier(name)
                                                                + "="
                                                                + value(metric))));
        return String.join("\n", found);
    }

    private static String value(Metric metric) {
        return metric instanceof Gauge<?> gauge ? String.valueOf(gauge.getValue()) : "";
    }
}
