package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.capture.CaptureJob;
import io.nomadflink.jobs.capture.KafkaCapture;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import io.nomadflink.jobs.sink.KafkaTarget;
import io.nomadflink.jobs.sink.Table;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.KafkaBroker;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.jobs.testing.Recording;
import io.nomadflink.simulator.NomadSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stretch that the server had forgotten, in which jobs were purged, gives the same tables from a
 * capture as to the jobs that read from Nomad themselves.
 */
class CapturedGapITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final Duration DISORDER = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 15;
    private static final int AT_ONCE = 12;
    private static final int DETECTED_AT = 5;

    /** Of 376 lines; those between hold the end of six jobs, and all but the last few are lost. */
    private static final int LAST_BEFORE = 150;

    private static final int FIRST_AFTER = 365;

    @TempDir static Path directory;
    private static KafkaBroker broker;

    /** What a capture may be told to keep. */
    enum Kept {
        THE_TOPICS_OF_THE_JOBS(JobAssembly.TOPICS, StartingPosition.earliest()),
        ALL_TOPICS(List.of(Topic.ALL), StartingPosition.earliest()),
        WHAT_EXISTED_TOO(JobAssembly.TOPICS, StartingPosition.snapshot());

        private final List<Topic> topics;
        private final StartingPosition start;

        Kept(List<Topic> topics, StartingPosition start) {
            this.topics = topics;
            this.start = start;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreTheSame(Kept kept) throws Exception {
        MemorySink direct = new MemorySink();
        Path files = directory.resolve("files-" + kept);
        String kafka = "kafka://" + broker.address() + "/" + kept;
        try (NomadSimulator nomad =
                NomadSimulator.builder()
                        .bufferSize(REMEMBERED)
                        .heartbeat(Duration.ofMillis(200))
                        .namespaces("team-a", "team-b")
                        .start()) {
            List<String> lines = Recording.lines("2.0.5-acl");
            int mark = 1;
            publish(nomad, lines.subList(0, AT_ONCE), mark);
            JobClient run = run(nomad, kept, direct);
            JobClient capture = capture(nomad, kept, files, kafka);
            awaitBoth(direct, files, mark);
            while (mark * AT_ONCE < LAST_BEFORE) {
                int from = mark * AT_ONCE;
                publish(nomad, lines.subList(from, from + AT_ONCE), ++mark);
                awaitBoth(direct, files, mark);
            }
            nomad.stop();
            publish(nomad, lines.subList(mark * AT_ONCE, FIRST_AFTER), ++mark);
            nomad.start();
            awaitBoth(direct, files, mark);

            publish(nomad, lines.subList(FIRST_AFTER, lines.size()), ++mark);
            awaitBoth(direct, files, mark);
            end(run);
            end(capture);
        }
        assertThat(direct.rows(Tables.STREAM_GAP)).hasSize(1);
        assertThat(direct.rows(Tables.DEPLOYMENT_DURATION))
                .anyMatch(
                        row -> !"last".equals(row.getField(3)) && "purged".equals(row.getField(5)));
        assertSame(replayed(files), direct, kept);
        assertSame(fromKafka(kafka), direct, kept);
    }

    /** Lines, and a deployment to wait for. */
    private static void publish(NomadSimulator nomad, List<String> lines, int mark) {
        lines.forEach(nomad::publishLine);
        nomad.publishLine(
                ("{'Index':%1$d,'Events':[{'Topic':'Deployment','Type':'DeploymentStatusUpdate',"
                                + "'Key':'%2$s','Namespace':'default','FilterKeys':null,'Index':%1$d,"
                                + "'Payload':{'Deployment':{'ID':'%2$s','JobID':'last',"
                                + "'Namespace':'default','Status':'running','CreateIndex':%1$d,"
                                + "'ModifyIndex':%1$d,'TaskGroups':{}}}}]}")
                        .formatted(nomad.lastIndex(), id(mark))
                        .replace('\'', '"'));
    }

    private static String id(int mark) {
        return "00000000-0000-0000-0000-%012d".formatted(mark);
    }

    private static JobClient run(NomadSimulator nomad, Kept kept, MemorySink sink)
            throws Exception {
        StreamExecutionEnvironment env = Pipelines.environment(1, checkpoints());
        JobAssembly.add(
                env, JobAssembly.source(cluster(nomad), kept.start), DISORDER, options(sink));
        return env.executeAsync("run");
    }

    private static JobClient capture(NomadSimulator nomad, Kept kept, Path files, String kafka)
            throws Exception {
        StreamExecutionEnvironment env = Pipelines.environment(1, checkpoints());
        CaptureJob.add(
                env,
                JobAssembly.<byte[]>source(cluster(nomad), kept.start)
                        .setTopics(kept.topics.toArray(Topic[]::new)),
                true,
                List.of("files:" + files, kafka),
                PATIENCE);
        return env.executeAsync("capture");
    }

    private static ClusterOptions cluster(NomadSimulator nomad) {
        ClusterOptions cluster = new ClusterOptions();
        cluster.addresses = List.of(nomad.address());
        cluster.namespaces = List.of("*");
        cluster.region = "";
        return cluster;
    }

    private static ResultOptions options(MemorySink sink) {
        return ResultOptions.to(sink).withWindow(WINDOW);
    }

    private static Configuration checkpoints() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        return configuration;
    }

    private static void awaitBoth(MemorySink direct, Path files, int mark) throws Exception {
        CommonTestUtils.waitUntilCondition(
                () ->
                        direct.rows(Tables.DEPLOYMENT_DURATION).stream()
                                .anyMatch(row -> id(mark).equals(row.getField(0))),
                50L);
        CommonTestUtils.waitUntilCondition(() -> isIn(files, id(mark)), 50L);
    }

    private static boolean isIn(Path files, String text) throws Exception {
        if (!Files.isDirectory(files)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file :
                    all.filter(f -> f.getFileName().toString().matches("part-.*\\.ndjson"))
                            .toList()) {
                if (Files.readString(file).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** All windows close. */
    private static void end(JobClient job) throws Exception {
        job.stopWithSavepoint(
                        true,
                        directory.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get();
        job.getJobExecutionResult().get();
    }

    private static MemorySink replayed(Path files) throws Exception {
        MemorySink sink = new MemorySink();
        StreamExecutionEnvironment env = Pipelines.environment(2, new Configuration());
        JobAssembly.add(env, JobAssembly.replay(files), DISORDER, options(sink));
        env.execute();
        return sink;
    }

    private static MemorySink fromKafka(String spec) throws Exception {
        MemorySink sink = new MemorySink();
        StreamExecutionEnvironment env = Pipelines.environment(2, new Configuration());
        ResultPipelines.add(
                KafkaCapture.read(env, KafkaTarget.parse(spec, PATIENCE), true, DISORDER, WINDOW),
                options(sink));
        env.execute();
        return sink;
    }

    private static void assertSame(MemorySink found, MemorySink expected, Kept kept) {
        for (Table table : Tables.ALL) {
            if (table != Tables.STREAM_GAP) {
                assertThat(found.rows(table))
                        .as(table.name())
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(expected.rows(table));
            }
        }
        assertThat(gaps(found, kept)).isEqualTo(gaps(expected, kept));
    }

    /** Each found its gap at its own time, and names its own topics. */
    private static Set<Row> gaps(MemorySink sink, Kept kept) {
        return sink.rows(Tables.STREAM_GAP).stream()
                .map(
                        row -> {
                            Row same = Row.copy(row);
                            same.setField(DETECTED_AT, null);
                            if (kept == Kept.ALL_TOPICS) {
                                same.setField(2, null);
                            }
                            return same;
                        })
                .collect(Collectors.toSet());
    }
}
