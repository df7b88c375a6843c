package io.nomadflink.jobs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import io.nomadflink.jobs.sink.KafkaTarget;
import io.nomadflink.jobs.sink.Table;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.KafkaBroker;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Recording;
import io.nomadflink.simulator.RecordingPlayer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs give the same rows from Nomad's stream and from what a capture kept of it. */
class CaptureITCase {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final Duration DISORDER = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir static Path directory;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.6.5", "1.11.2", "2.0.5"})
    void rowsAreTheSameFromFilesAndFromKafka(String version) throws Exception {
        Path recording =
                Path.of(System.getProperty("recordings"))
                        .resolve(version)
                        .resolve("events.ndjson.gz");
        Path files = directory.resolve("files-" + version);
        String kafka = kafka("v" + version);
        MemorySink direct = results(source().setRecording(recording));

        StreamExecutionEnvironment capture = Pipelines.environment(1, checkpoints());
        CaptureJob.add(
                capture,
                NomadSource.<byte[]>builder().setRecording(recording),
                true,
                List.of("files:" + files, kafka),
                PATIENCE);
        capture.execute();

        assertSame(results(source().setRecording(files)), direct);
        assertSame(kafkaResults(kafka), direct);
        assertThat(text(files)).contains("[redacted]").doesNotContain("eyJhbGciOi");
    }

    @Test
    void linesThatWereWrittenTwiceAreLeftOutAndCounted() throws Exception {
        Path recording =
                Path.of(System.getProperty("recordings")).resolve("2.0.5/events.ndjson.gz");
        String kafka = kafka("twice");
        for (int i = 0; i < 2; i++) {
            StreamExecutionEnvironment capture = Pipelines.environment(1, checkpoints());
            CaptureJob.add(
                    capture,
                    NomadSource.<byte[]>builder().setRecording(recording),
                    true,
                    List.of(kafka),
                    PATIENCE);
            capture.execute();
        }
        MemorySink found = new MemorySink();
        StreamExecutionEnvironment read = Pipelines.environment(2, new Configuration());
        ResultPipelines.add(captured(read, kafka), options(found));
        JobID job = read.execute().getJobID();

        assertSame(found, results(source().setRecording(recording)));
        int lines = broker.read("twice.events").size();
        assertThat(METRICS.findMetrics(job, "repeatedLines").values())
                .extracting(metric -> ((Counter) metric).getCount())
                .containsExactly(lines / 2L);
    }

    @Test
    void aCaptureOfAServerSurvivesTheLossOfItsTaskManager(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Path recording =
                Path.of(System.getProperty("recordings")).resolve("2.0.5-acl/events.ndjson.gz");
        MemorySink direct = results(source().setRecording(recording));
        Path files = directory.resolve("files-stream");
        String kafka = kafka("stream");
        try (NomadSimulator nomad = NomadSimulator.builder().bufferSize(10_000).start()) {
            RecordingPlayer player = new RecordingPlayer(nomad, Recording.of(recording));
            StreamExecutionEnvironment capture = Pipelines.environment(1, checkpoints());
            CaptureJob.add(
                    capture,
                    NomadSource.<byte[]>builder().setAddresses(nomad.address()),
                    true,
                    List.of("files:" + files, kafka + "?exactly-once=false"),
                    PATIENCE);
            JobClient job = capture.executeAsync();
            player.start(20);
            CommonTestUtils.waitUntilCondition(() -> text(files).contains("Allocation"), 50L);
            cluster.terminateTaskManager(0).get();
            cluster.startTaskManager();
            player.awaitEnd(Duration.ofMinutes(1));
            CommonTestUtils.waitUntilCondition(
                    () -> text(files).contains("\"Index\":" + nomad.lastIndex()), 50L);
            job.cancel().get();
        }
        assertSame(results(source().setRecording(files)), direct);
        assertSame(kafkaResults(kafka), direct);
    }

    private static NomadSourceBuilder<ClusterChange> source() {
        return NomadSource.builder();
    }

    private static MemorySink results(NomadSourceBuilder<ClusterChange> source) throws Exception {
        StreamExecutionEnvironment environment = Pipelines.environment(2, new Configuration());
        DataStream<ClusterChange> changes =
                environment.fromSource(
                        source.setTopics(Topic.ALL)
                                .setOneSplit(true)
                                .setWatermarks(NomadWatermarks.bounded(DISORDER))
                                .setDeserializer(new ClusterChangeDeserializer())
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "source");
        return run(environment, changes);
    }

    private static MemorySink kafkaResults(String spec) throws Exception {
        StreamExecutionEnvironment environment = Pipelines.environment(2, new Configuration());
        return run(environment, captured(environment, spec));
    }

    private static DataStream<ClusterChange> captured(
            StreamExecutionEnvironment environment, String spec) {
        return KafkaCapture.read(
                environment, KafkaTarget.parse(spec, PATIENCE), true, DISORDER, WINDOW);
    }

    private static ResultOptions options(MemorySink sink) {
        return ResultOptions.to(sink).withWindow(WINDOW);
    }

    private static MemorySink run(
            StreamExecutionEnvironment environment, DataStream<ClusterChange> changes)
            throws Exception {
        MemorySink sink = new MemorySink();
        ResultPipelines.add(changes, options(sink));
        environment.execute();
        return sink;
    }

    private static void assertSame(MemorySink found, MemorySink expected) {
        for (Table table : Tables.ALL) {
            assertThat(found.rows(table)).as(table.name()).isEqualTo(expected.rows(table));
        }
        assertThat(found.rows(Tables.ALLOCATION_FAILURE_RATE)).isNotEmpty();
        assertThat(found.rows(Tables.DEPLOYMENT_DURATION)).isNotEmpty();
    }

    private static Configuration checkpoints() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        return configuration;
    }

    private static String kafka(String prefix) {
        return "kafka://" + broker.address() + "/" + prefix;
    }

    /** All that a capture has finished. */
    private static String text(Path files) throws Exception {
        if (!Files.isDirectory(files)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file :
                    all.filter(f -> f.getFileName().toString().matches("part-.*\\.ndjson"))
                            .toList()) {
                text.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
