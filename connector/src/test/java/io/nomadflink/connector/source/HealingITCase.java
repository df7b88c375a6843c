package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.CapturedLogs;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gaps whose lists cannot be read for a while, or at all. */
class HealingITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final Duration AWHILE = Duration.ofSeconds(2);

    private final NomadSimulator server =
            NomadSimulator.builder().bufferSize(3).heartbeat(Duration.ofMillis(200)).start();

    @AfterEach
    void stop() {
        server.close();
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setNamespaces("default")
                .setTopics(Topic.ALLOCATION)
                .setGapPolicy(GapPolicy.backfill())
                .setOption(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofSeconds(1))
                .setDeserializer(new GapWords());
    }

    private void publish(int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Simulated.allocation("a" + index, index));
        }
    }

    /** More is written than the server remembers, before the connection is made anew. */
    private void missALot() {
        server.faults().closeAll();
        publish(12, 18);
    }

    static Stream<Named<Consumer<NomadSimulator>>> faults() {
        return Stream.of(
                Named.of("403", server -> server.faults().refuseLists(403, AWHILE)),
                Named.of("429", server -> server.faults().refuseLists(429, AWHILE)),
                Named.of("500", server -> server.faults().refuseLists(500, AWHILE)),
                Named.of("no answer", server -> server.faults().loseLeader(AWHILE)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isHealedWhenTheListsCanBeReadAgain(Consumer<NomadSimulator> fault) throws Exception {
        publish(10, 11);
        try (Following records = Following.running(source())) {
            records.next(2);
            fault.accept(server);
            missALot();

            assertThat(records.next(9))
                    .containsExactly(
                            "gap 11..15 DROPPED_FROM_BUFFER",
                            "BACKFILL a12",
                            "BACKFILL a13",
                            "BACKFILL a14",
                            "healed 11..15 DROPPED_FROM_BUFFER",
                            "STREAM a15",
                            "STREAM a16",
                            "STREAM a17",
                            "STREAM a18");
        }
    }

    @Test
    void staysAGapThatIsNotHealedWhenTheListsSayNo() throws Exception {
        publish(10, 11);
        try (CapturedLogs logs = new CapturedLogs();
                Following records = Following.running(source())) {
            records.next(2);
            server.faults().refuseLists(404, Duration.ofHours(1));
            missALot();

            assertThat(records.next(5))
                    .containsExactly(
                            "gap 11..15 DROPPED_FROM_BUFFER",
                            "STREAM a15",
                            "STREAM a16",
                            "STREAM a17",
                            "STREAM a18");
            assertThat(logs.text().contains("the gap after index 11 could not be healed"))
                    .as("a warning")
                    .isTrue();
        }
    }
}
