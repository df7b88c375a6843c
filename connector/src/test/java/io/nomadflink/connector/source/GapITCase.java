package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Restart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users see of gaps, of what lists say, and of namespaces that are new. */
class GapITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private final NomadSimulator server =
            NomadSimulator.builder().bufferSize(3).heartbeat(Duration.ofMillis(200)).start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Events as {@code ORIGIN key}, gaps with their indexes. */
    private static final class Words implements NomadEventDeserializer<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(NomadEvent event, RecordOutput<String> out) {
            out.collect(event.origin() + " " + event.key());
        }

        @Override
        public void onGap(Gap gap, RecordOutput<String> out) {
            out.collect(
                    (gap.healed() ? "healed " : "gap ")
                            + gap.afterIndex()
                            + ".."
                            + gap.beforeIndex()
                            + " "
                            + gap.cause());
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setTopics(Topic.ALLOCATION)
                .setDeserializer(new Words());
    }

    private static CloseableIterator<String> running(NomadSourceBuilder<String> source)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "nomad")
                .executeAndCollect();
    }

    private static List<String> next(CloseableIterator<String> records, int count) {
        List<String> found = new ArrayList<>();
        while (found.size() < count && records.hasNext()) {
            found.add(records.next());
        }
        return found;
    }

    private void publish(int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Simulated.allocation("a" + index, index));
        }
    }

    /** The server is away while more is written than it remembers. */
    private void missALot() {
        server.faults().refuseStreams(500, Duration.ofSeconds(2));
        server.faults().closeAll();
        publish(12, 20);
    }

    @Test
    void aGapIsReportedWithItsIndexesBeforeWhatFollows() throws Exception {
        publish(10, 11);
        try (CloseableIterator<String> records = running(source())) {
            assertThat(next(records, 2)).containsExactly("STREAM a10", "STREAM a11");
            missALot();

            assertThat(next(records, 5))
                    .containsExactly(
                            "gap 11..17 DROPPED_FROM_BUFFER",
                            "STREAM a17",
                            "STREAM a18",
                            "STREAM a19",
                            "STREAM a20");
        }
    }

    @Test
    void aGapFailsTheJobIfWanted() throws Exception {
        publish(10, 11);
        try (CloseableIterator<String> records = running(source().setGapPolicy(GapPolicy.fail()))) {
            next(records, 2);
            missALot();

            assertThatThrownBy(() -> next(records, 1))
                    .hasStackTraceContaining("GapException")
                    .hasStackTraceContaining("11");
        }
    }

    @Test
    void aGapIsHealedFromListsEachObjectOnce() throws Exception {
        publish(10, 11);
        try (CloseableIterator<String> records =
                running(source().setGapPolicy(GapPolicy.backfill()))) {
            next(records, 2);
            missALot();

            assertThat(next(records, 11))
                    .containsExactly(
                            "gap 11..17 DROPPED_FROM_BUFFER",
                            "BACKFILL a12",
                            "BACKFILL a13",
                            "BACKFILL a14",
                            "BACKFILL a15",
                            "BACKFILL a16",
                            "healed 11..17 DROPPED_FROM_BUFFER",
                            "STREAM a17",
                            "STREAM a18",
                            "STREAM a19",
                            "STREAM a20");
        }
    }

    @Test
    void whatChangedTwiceInAGapIsHealedOnceWithItsLastState() throws Exception {
        publish(10, 11);
        try (CloseableIterator<String> records =
                running(source().setGapPolicy(GapPolicy.backfill()))) {
            next(records, 2);
            server.faults().refuseStreams(500, Duration.ofSeconds(2));
            server.faults().closeAll();
            server.publish(12, Simulated.allocation("twice", 12));
            server.publish(13, Simulated.allocation("twice", 13));
            publish(14, 20);

            assertThat(next(records, 4))
                    .containsExactly(
                            "gap 11..17 DROPPED_FROM_BUFFER",
                            "BACKFILL twice",
                            "BACKFILL a14",
                            "BACKFILL a15");
        }
    }

    @Test
    void aSnapshotComesBeforeTheStreamWithoutLossOrDouble() throws Exception {
        publish(10, 20);
        try (CloseableIterator<String> records =
                running(source().setStartingPosition(StartingPosition.snapshot()))) {
            List<String> existing = next(records, 11);
            publish(21, 23);

            assertThat(existing).hasSize(11).allMatch(word -> word.startsWith("SNAPSHOT a"));
            assertThat(existing).doesNotHaveDuplicates();
            assertThat(next(records, 3)).containsExactly("STREAM a21", "STREAM a22", "STREAM a23");
        }
    }

    @Test
    void aNamespaceCreatedLaterIsReadFromItsCreationOn() throws Exception {
        publish(10, 11);
        try (CloseableIterator<String> records = running(source())) {
            next(records, 2);
            server.createNamespace("late");
            long created = server.lastIndex();
            server.publish(created + 5, Simulated.allocation("late", "b1", created + 5, 0));
            server.publish(created + 6, Simulated.allocation("default", "c1", created + 6, 0));

            assertThat(next(records, 2)).containsExactlyInAnyOrder("STREAM b1", "STREAM c1");
        }
    }

    @Test
    void aServerThatStartsAgainAndKnowsNothingYetMakesNeitherGapNorFailure() throws Exception {
        publish(10, 12);
        try (CloseableIterator<String> records = running(source())) {
            next(records, 3);
            Duration blind = Duration.ofMillis(500);
            server.restart(Restart.replaying(Duration.ofMillis(200)).visibly().blindFor(blind));
            publish(13, 14);

            assertThat(next(records, 2)).containsExactly("STREAM a13", "STREAM a14");
        }
    }
}
