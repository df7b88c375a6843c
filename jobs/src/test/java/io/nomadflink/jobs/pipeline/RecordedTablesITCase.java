package io.nomadflink.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.reference.ReferenceDeployments;
import io.nomadflink.jobs.reference.ReferenceFailureRates;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.Changes;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.jobs.testing.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the jobs make of recordings of real servers equals what the definition of the tables says.
 */
class RecordedTablesITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final String REGION = "global";
    private static final AtomicInteger FAILURES = new AtomicInteger();

    static Stream<Arguments> recordingsAndWindows() {
        return Recording.versions().stream()
                .flatMap(
                        version ->
                                Stream.of(
                                        Arguments.of(version, 10, 10, 1),
                                        Arguments.of(version, 60, 60, 4),
                                        Arguments.of(version, 60, 10, 4)));
    }

    @ParameterizedTest(name = "{0}, {1} s by {2} s, parallelism {3}")
    @MethodSource("recordingsAndWindows")
    void equalTheReference(String version, int size, int slide, int parallelism) throws Exception {
        Recording recording = Recording.of(version);
        MemorySink sink = new MemorySink();
        StreamExecutionEnvironment environment =
                Pipelines.environment(parallelism, new Configuration());
        ResultPipelines.add(
                Pipelines.stream(environment, Changes.of(recording.frames())),
                options(sink, size, slide));

        environment.execute();

        assertTables(recording, sink, size, slide);
    }

    @ParameterizedTest
    @MethodSource("io.nomadflink.jobs.testing.Recording#versions")
    void equalTheReferenceAfterAFailure(String version) throws Exception {
        Recording recording = Recording.of(version);
        List<ClusterChange> changes = Changes.of(recording.frames());
        MemorySink sink = new MemorySink();
        StreamExecutionEnvironment environment = Pipelines.environment(2, restarting());
        DataStream<ClusterChange> stream =
                Pipelines.stream(
                        environment,
                        changes,
                        RateLimiterStrategy.perCheckpoint(1 + changes.size() / 4));
        FAILURES.set(0);
        int fatal = changes.size() / 2;
        FailingOnce seen = new FailingOnce(fatal);
        ResultPipelines.add(
                stream.map(seen).returns(ClusterChange.TYPE).setParallelism(1),
                options(sink, 60, 10));

        environment.execute();

        assertThat(FAILURES).hasValue(1);
        assertTables(recording, sink, 60, 10);
    }

    private static Configuration restarting() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        return configuration;
    }

    /** Fails once, when it has seen so many. */
    private static final class FailingOnce
            implements org.apache.flink.api.common.functions.MapFunction<
                    ClusterChange, ClusterChange> {
        private static final long serialVersionUID = 1L;
        private final int fatal;
        private int seen;

        FailingOnce(int fatal) {
            this.fatal = fatal;
        }

        @Override
        public ClusterChange map(ClusterChange change) {
            if (++seen == fatal && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("on purpose");
            }
            return change;
        }
    }

    private static ResultOptions options(MemorySink sink, int size, int slide) {
        return ResultOptions.to(sink)
                .withRegion(REGION)
                .withWindow(Duration.ofSeconds(size), Duration.ofSeconds(slide));
    }

    private static void assertTables(Recording recording, MemorySink sink, int size, int slide) {
        ReferenceDeployments deployments = new ReferenceDeployments(recording.frames(), REGION);
        assertThat(sink.rows(Tables.ALLOCATION_FAILURE_RATE))
                .isEqualTo(
                        ReferenceFailureRates.of(
                                recording.frames(), REGION, size * 1000L, slide * 1000L));
        assertThat(sink.rows(Tables.DEPLOYMENT_DURATION)).isEqualTo(deployments.durations());
        assertStats(sink.rows(Tables.DEPLOYMENT_DURATION_STATS), deployments.stats(size * 1000L));
        assertThat(sink.rows(Tables.STREAM_GAP)).isEmpty();
    }

    private static void assertStats(Set<Row> rows, Map<List<Object>, List<Long>> expected) {
        assertThat(rows).hasSameSizeAs(expected.keySet());
        for (Row row : rows) {
            List<Object> key =
                    Stream.iterate(0, i -> i < 6, i -> i + 1).map(row::getField).toList();
            assertThat(expected).containsKey(key);
            long[] durations = expected.get(key).stream().mapToLong(d -> d).sorted().toArray();
            assertThat(row.getField(6)).isEqualTo((long) durations.length);
            assertPercentile(row.getField(7), durations, 50);
            assertPercentile(row.getField(8), durations, 95);
            assertPercentile(row.getField(9), durations, 99);
            assertThat(row.getField(10)).isEqualTo(Arrays.stream(durations).max().orElseThrow());
        }
    }

    /** To three digits. */
    private static void assertPercentile(Object actual, long[] sorted, int share) {
        long expected = sorted[(sorted.length * share + 99) / 100 - 1];
        assertThat((long) actual).isCloseTo(expected, within(expected / 1000 + 1));
    }
}
