package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Windows over the source's own watermarks. */
class WatermarkITCase {
    private static final Map<String, List<String>> SEEN = new ConcurrentHashMap<>();

    /** A full minute, so that windows of a minute begin here. */
    private static final long MINUTE = 1_762_000_020_000L;

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir Path savepoints;

    private final String run = UUID.randomUUID().toString();
    private NomadSimulator server;
    private JobClient job;

    @BeforeEach
    void start() {
        SEEN.put(run, new CopyOnWriteArrayList<>());
    }

    @AfterEach
    void stop() throws Exception {
        if (job != null && !job.getJobStatus().get().isTerminalState()) {
            job.cancel().get();
        }
        server.close();
        SEEN.remove(run);
    }

    private void serve(Duration heartbeat) {
        server = NomadSimulator.builder().heartbeat(heartbeat).bufferSize(10_000).start();
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setNamespaces("default")
                .setWatermarks(NomadWatermarks.bounded(Duration.ZERO))
                .setDeserializer(new Keys());
    }

    private List<String> seen() {
        return SEEN.get(run);
    }

    private StreamExecutionEnvironment environment(int parallelism, String savepoint) {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "100ms");
        configuration.setString("pipeline.auto-watermark-interval", "10ms");
        if (savepoint != null) {
            configuration.setString("execution.state-recovery.path", savepoint);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        return env;
    }

    private void windows(
            NomadSourceBuilder<String> source, Duration size, int parallelism, String savepoint)
            throws Exception {
        StreamExecutionEnvironment env = environment(parallelism, savepoint);
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "nomad")
                .uid("source")
                .keyBy(key -> 0, Types.INT)
                .window(TumblingEventTimeWindows.of(size))
                .process(new Noted(run), Types.STRING)
                .uid("window")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        job = env.executeAsync();
    }

    /** Notes the keys of each window. */
    private static final class Noted
            extends ProcessWindowFunction<String, String, Integer, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private final String run;

        Noted(String run) {
            this.run = run;
        }

        @Override
        public void process(
                Integer key, Context context, Iterable<String> keys, Collector<String> out) {
            List<String> sorted = new ArrayList<>();
            keys.forEach(sorted::add);
            sorted.sort(null);
            SEEN.get(run).add((context.window().getStart() - MINUTE) / 1000 + " s: " + sorted);
        }
    }

    @Test
    void aWindowClosesOnAQuietClusterThoughThreeReadersHaveNoSplit() throws Exception {
        serve(Duration.ofMillis(100));
        server.publish(1, Simulated.allocation("default", "a", 1, MINUTE));
        server.publish(2, Simulated.evaluation("b", 2, MINUTE + 100));
        windows(source().setOneSplit(true), Duration.ofSeconds(1), 4, null);

        Await.until("the window closes", () -> !seen().isEmpty());
        assertThat(seen()).containsExactly("0 s: [a, b]");
    }

    @Test
    void aWindowClosesWithASplitPerTopicSomeOfThemEmpty() throws Exception {
        serve(Duration.ofMillis(100));
        long now = System.currentTimeMillis();
        server.publish(1, Simulated.allocation("default", "a", 1, now));
        windows(
                source().setTopics(Topic.ALLOCATION, Topic.NODE, Topic.JOB),
                Duration.ofSeconds(1),
                2,
                null);

        Await.until("the window closes", () -> !seen().isEmpty());
        assertThat(seen()).hasSize(1).first().asString().endsWith("[a]");
    }

    @Test
    void noWindowReopensAfterARestore() throws Exception {
        serve(Duration.ofSeconds(30));
        NomadSourceBuilder<String> source = source().setTopics(Topic.ALLOCATION, Topic.EVALUATION);
        server.publish(1, Simulated.allocation("default", "a", 1, MINUTE + 1_000));
        server.publish(2, Simulated.allocation("default", "b", 2, MINUTE + 61_000));
        server.publish(3, Simulated.evaluation("e", 3, MINUTE + 61_000));
        windows(source, Duration.ofMinutes(1), 1, null);
        Await.until("the first window closes", () -> seen().size() == 1);

        String savepoint =
                job.stopWithSavepoint(
                                false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
        server.publish(4, Simulated.allocation("default", "late", 4, MINUTE + 2_000));
        server.publish(5, Simulated.allocation("default", "c", 5, MINUTE + 62_000));
        server.publish(6, Simulated.allocation("default", "d", 6, MINUTE + 121_000));
        windows(source, Duration.ofMinutes(1), 1, savepoint);
        assertThat(server.awaitSubscribers(2, Duration.ofSeconds(30))).isTrue();
        server.publish(7, Simulated.evaluation("f", 7, MINUTE + 122_000));

        Await.until("the second window closes", () -> seen().size() >= 2);
        assertThat(seen()).containsExactly("0 s: [a]", "60 s: [b, c, e]");
    }

    @Test
    void alignmentPausesTheSplitThatIsAheadAndResumesIt() throws Exception {
        serve(Duration.ofSeconds(30));
        StreamExecutionEnvironment env = environment(1, null);
        DataStream<String> records =
                env.fromSource(
                        source().setTopics(Topic.ALLOCATION, Topic.DEPLOYMENT).build(),
                        WatermarkStrategy.<String>noWatermarks()
                                .withWatermarkAlignment(
                                        "nomad", Duration.ofMinutes(1), Duration.ofMillis(20)),
                        "nomad");
        String name = run;
        records.map(
                        key -> {
                            SEEN.get(name).add(key);
                            return key;
                        },
                        Types.STRING)
                .sinkTo(new DiscardingSink<>());
        job = env.executeAsync();
        server.publish(1, Simulated.deployment("behind", 1, MINUTE));
        Await.until("the split behind has begun", () -> seen().contains("behind"));

        int ahead = 0;
        boolean paused = false;
        while (!paused) {
            ahead++;
            String key = "ahead" + ahead;
            long index = 1 + ahead;
            assertThat(ahead).isLessThan(100);
            server.publish(
                    index,
                    Simulated.allocation("default", key, index, MINUTE + ahead * 3_600_000L));
            paused = !within(Duration.ofMillis(300), () -> seen().contains(key));
        }

        long next = 2 + ahead;
        server.publish(next, Simulated.deployment("caught up", next, MINUTE + 900 * 3_600_000L));
        String last = "ahead" + ahead;
        Await.until("the split ahead is read again", () -> seen().contains(last));
        assertThat(seen()).doesNotHaveDuplicates().hasSize(ahead + 2);
    }

    private static boolean within(Duration limit, Await.Condition condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            if (condition.holds()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
