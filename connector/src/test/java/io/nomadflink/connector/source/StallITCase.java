package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink that stalls while 2,000 events come in each second: memory is bounded, the server never
 * has to cut the source, and afterwards there are all events or an honest gap. {@code
 * -Dnomad.stall.minutes=N} sets for how long it stalls, then with Nomad's and the source's own
 * times.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class StallITCase {
    private static final Logger LOG = LoggerFactory.getLogger(StallITCase.class);
    private static final int MINUTES = Integer.getInteger("nomad.stall.minutes", 0);
    private static final boolean REAL = MINUTES > 0;
    private static final int RATE = 2_000;
    private static final int BUFFER = 4_000;
    private static final int BYTES = 800;
    private static final int LARGEST_LINE = BYTES + 1_000;
    private static final int SPOOL = REAL ? 256 << 20 : 4 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final MemorySize QUEUE = MemorySize.parse(REAL ? "16mb" : "1mb");
    private static final Duration STALL =
            REAL ? Duration.ofMinutes(MINUTES) : Duration.ofSeconds(5);

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private static volatile StallBoard board;

    @TempDir private Path directory;

    /** The index of an event; a gap goes to the board. */
    private static final class Indexes implements NomadEventDeserializer<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(NomadEvent event, RecordOutput<Long> out) {
            out.collect(event.index());
        }

        @Override
        public void onGap(Gap gap, RecordOutput<Long> out) {
            board.missing(gap.afterIndex(), gap.beforeIndex());
        }

        @Override
        public TypeInformation<Long> getProducedType() {
            return Types.LONG;
        }
    }

    private NomadSource<Long> source(String address, boolean spooling) {
        NomadSourceBuilder<Long> source =
                NomadSource.<Long>builder()
                        .setAddresses(address)
                        .setTopics(Topic.ALLOCATION)
                        .setOption(NomadSourceOptions.QUEUE_SIZE, QUEUE)
                        .setDeserializer(new Indexes());
        if (!REAL) {
            source.setOption(NomadSourceOptions.STALL_TIMEOUT, Duration.ofMillis(500));
        }
        if (spooling) {
            source.setOption(NomadSourceOptions.SPOOL_DIRECTORY, directory.toString());
            source.setOption(NomadSourceOptions.SPOOL_MAX_BYTES, new MemorySize(SPOOL));
        }
        return source.build();
    }

    private static NomadSimulator server() {
        return NomadSimulator.builder()
                .bufferSize(BUFFER)
                .heartbeat(REAL ? Duration.ofSeconds(30) : Duration.ofMillis(200))
                .silentEof(REAL ? Duration.ofSeconds(6) : Duration.ofMillis(300))
                .writeDeadline(REAL ? Duration.ofSeconds(40) : Duration.ofSeconds(2))
                .start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void costsNoMoreThanTheBoundAndEndsInAllEventsOrAnHonestGap(boolean spooling) throws Exception {
        board = new StallBoard();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.enableCheckpointing(500);
        env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
        try (NomadSimulator server = server();
                SteadyLoad load = new SteadyLoad(server, RATE, BYTES)) {
            env.fromSource(
                            source(server.address(), spooling),
                            WatermarkStrategy.noWatermarks(),
                            "nomad")
                    .map(index -> board.take(index))
                    .returns(Types.LONG)
                    .sinkTo(new DiscardingSink<>());
            JobClient job = env.executeAsync();
            assertThat(server.awaitSubscribers(1, Duration.ofSeconds(30))).isTrue();
            load.start();
            Await.until("a second's events", () -> board.last() >= RATE);
            board.stall();
            watch(server, spooling);
            board.goOn();
            Await.until(
                    "it has caught up", LIMIT, () -> board.last() > load.published() - RATE / 4);
            long last = load.stop();
            Await.until("the last event", () -> board.last() == last);
            job.cancel().get(30, TimeUnit.SECONDS);

            board.assertAllCameOnceOrLieInAGap(last);
            assertThat(metric("cause.STALLED.disconnects")).as("on purpose").isPositive();
            LOG.info("stalled for {} of {} events: {}", STALL, last, board);
        }
        Await.until("nothing is left on disk", () -> Files.list(directory).findAny().isEmpty());
    }

    private static long metric(String ending) {
        return ReportedMetrics.sum(METRICS, ending);
    }

    /** Looks at what is held for as long as the sink stalls. */
    private static void watch(NomadSimulator server, boolean spooling) throws Exception {
        long end = System.nanoTime() + STALL.toNanos();
        PeakMemory peak = new PeakMemory();
        Await.until(
                "it gives its place up",
                LIMIT,
                () -> {
                    peak.look(metric("queueBytes"), metric("spooledBytes"));
                    return server.subscribers() == 0;
                });
        while (System.nanoTime() < end) {
            peak.look(metric("queueBytes"), metric("spooledBytes"));
            assertThat(server.subscribers()).isZero();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(server.streams()).as("never cut by the server").hasSize(1);
        LOG.info("with{} spool, at most {}", spooling ? "" : "out", peak);
        assertThat(peak.queue()).isBetween(QUEUE.getBytes() / 2, QUEUE.getBytes() + LARGEST_LINE);
        assertThat(peak.spool()).isBetween(spooling ? SPOOL / 2L : 0, spooling ? SPOOL : 0L);
    }
}
