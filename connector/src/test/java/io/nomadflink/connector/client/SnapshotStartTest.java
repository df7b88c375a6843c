package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A snapshot whose first connection is bad: what happened meanwhile is not left to the lists. */
class SnapshotStartTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static NomadSimulator nomad(Duration silent) {
        NomadSimulator server = NomadSimulator.builder().heartbeat(Duration.ofMillis(200)).start();
        server.publish(10, Simulated.allocation("a10", 10));
        server.faults().silenceNext(silent);
        return server;
    }

    private static Collected subscribed(NomadSimulator server, Duration idle) throws Exception {
        Collected stream =
                Collected.of(
                        QuickClient.of(server.address()).idle(idle),
                        new Start.Snapshot(),
                        Topic.ALLOCATION);
        Await.until("a stream is open", () -> !server.streams().isEmpty());
        return stream;
    }

    @Test
    void endsWhereItBeganIfTheStreamBringsTheRest() throws Exception {
        try (NomadSimulator server = nomad(Duration.ofSeconds(1));
                Collected stream = subscribed(server, Duration.ofMillis(800))) {
            server.publish(11, Simulated.allocation("a11", 11));

            assertThat(stream.await(1).keys()).containsExactly("a11");
            List<StreamElement.Existing> existing = stream.of(StreamElement.Existing.class);
            assertThat(existing).hasSize(1);
            assertThat(existing.get(0).position()).isEqualTo(Position.whole(10));
        }
    }

    @Test
    void isAfterAGapIfTheBufferLostTheRest() throws Exception {
        try (NomadSimulator server = nomad(LONG);
                Collected stream = subscribed(server, LONG)) {
            server.publish(11, Simulated.allocation("a11", 11));
            server.faults().forget();
            server.faults().closeAll();
            Await.until(
                    "a gap",
                    () -> stream.drain().stream().anyMatch(element -> !element.gaps().isEmpty()));
            server.publish(12, Simulated.allocation("a12", 12));

            assertThat(stream.await(1).keys()).containsExactly("a12");
            assertThat(stream.drain().stream().flatMap(element -> element.gaps().stream()))
                    .extracting(Gap::afterIndex, Gap::beforeIndex)
                    .containsExactly(tuple(10L, 12L));
        }
    }
}
