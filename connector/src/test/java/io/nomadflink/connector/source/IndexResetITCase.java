package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster that is built anew at the same address: its index begins again. */
class IndexResetITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private NomadSimulator server = serve(0);

    private static NomadSimulator serve(int port) {
        return NomadSimulator.builder().port(port).heartbeat(Duration.ofMillis(200)).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setTopics(Topic.ALLOCATION)
                .setOption(NomadSourceOptions.MAX_BACKOFF, Duration.ofMillis(500))
                .setDeserializer(new GapWords());
    }

    private void publish(int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Simulated.allocation("a" + index, index));
        }
    }

    /** Another cluster, which has written as little as this. */
    private void rebuild(int from, int to) {
        int port = server.port();
        server.close();
        server = serve(port);
        publish(from, to);
    }

    @Test
    void failsTheJobInWordsUnlessToldOtherwise() throws Exception {
        publish(5000, 5001);
        try (Following records = Following.running(source())) {
            assertThat(records.next(2)).hasSize(2);
            rebuild(5, 7);

            assertThat(records.failure())
                    .hasStackTraceContaining("began again")
                    .hasStackTraceContaining("this job had read up to 5001, the cluster is at 7")
                    .hasStackTraceContaining("nomad.index-reset");
        }
    }

    @Test
    void isReadFromItsStartAfterAGapIfWanted() throws Exception {
        publish(5000, 5001);
        try (Following records =
                Following.running(
                        source().setOption(NomadSourceOptions.INDEX_RESET, IndexReset.RESTART))) {
            assertThat(records.next(2)).hasSize(2);
            rebuild(5, 7);
            List<String> all = records.next(4);
            publish(8, 9);

            assertThat(all)
                    .containsExactly(
                            "gap 5001..8 SNAPSHOT_RESTORE", "STREAM a5", "STREAM a6", "STREAM a7");
            assertThat(records.next(2)).containsExactly("STREAM a8", "STREAM a9");
        }
    }

    @Test
    void isReadFromItsListsIfGapsAreHealed() throws Exception {
        publish(5000, 5001);
        try (Following records =
                Following.running(
                        source().setGapPolicy(GapPolicy.backfill())
                                .setOption(NomadSourceOptions.INDEX_RESET, IndexReset.RESTART))) {
            assertThat(records.next(2)).hasSize(2);
            rebuild(5, 7);
            List<String> all = records.next(5);
            publish(8, 9);

            assertThat(all)
                    .containsExactly(
                            "gap 5001..8 SNAPSHOT_RESTORE",
                            "BACKFILL a5",
                            "BACKFILL a6",
                            "BACKFILL a7",
                            "healed 5001..8 SNAPSHOT_RESTORE");
            assertThat(records.next(2)).containsExactly("STREAM a8", "STREAM a9");
        }
    }
}
