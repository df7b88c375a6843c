package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A job that stalls while the cluster is busy: bounded memory, and all events or an honest gap. */
class SlowConsumerTest {
    private static final int EVENTS = 20_000;
    private static final int BYTES = 2_000;
    private static final long QUEUE = 1 << 20;
    private static final long LARGEST_ITEM = BYTES + 1_000;

    private final List<Gap> gaps = new ArrayList<>();
    private final List<Cause> ends = new ArrayList<>();
    private LongSupplier held = () -> 0;

    private final StreamObserver observer =
            new StreamObserver() {
                @Override
                public void gap(Gap gap) {
                    gaps.add(gap);
                }

                @Override
                public void disconnected(Cause cause) {
                    ends.add(cause);
                }

                @Override
                public void queue(LongSupplier bytes) {
                    held = bytes;
                }
            };

    /** Publishes while nobody takes, then takes all; the indexes that came. */
    private List<Long> stalled(int buffer) throws Exception {
        try (NomadSimulator server =
                        NomadSimulator.builder()
                                .bufferSize(buffer)
                                .heartbeat(Duration.ofMillis(200))
                                .silentEof(Duration.ofMillis(300))
                                .start();
                Collected stream =
                        Collected.of(
                                QuickClient.of(server.address())
                                        .queue(QUEUE)
                                        .stall(Duration.ofMillis(300)),
                                new Start.Earliest(),
                                observer,
                                Collected.subscription(Topic.ALLOCATION))) {
            server.publish(1, Simulated.allocationOf(1, BYTES));
            stream.await(1);
            for (int index = 2; index <= EVENTS; index++) {
                server.publish(index, Simulated.allocationOf(index, BYTES));
                assertThat(held.getAsLong()).isLessThanOrEqualTo(QUEUE + LARGEST_ITEM);
            }
            Await.until("it gives its place up", () -> server.subscribers() == 0);
            assertThat(held.getAsLong()).isBetween(QUEUE / 2, QUEUE + LARGEST_ITEM);
            Await.until("the last event", () -> last(stream) == EVENTS);
            return stream.events().stream().map(NomadEvent::index).toList();
        }
    }

    private static long last(Collected stream) throws Exception {
        List<StreamElement> elements = stream.drain();
        for (int i = elements.size() - 1; i >= 0; i--) {
            for (StreamElement.NewFrame frame : elements.get(i).frames()) {
                return frame.frame().index();
            }
        }
        return 0;
    }

    @Test
    void getsAllThatTheServerStillHolds() throws Exception {
        List<Long> found = stalled(2 * EVENTS);

        assertThat(ends).contains(Cause.STALLED);
        assertThat(gaps).isEmpty();
        assertThat(found).hasSize(EVENTS).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isToldWhatIsMissing() throws Exception {
        List<Long> found = stalled(EVENTS / 4);

        assertThat(ends)
                .as("it gave its place up, or the server had enough of it")
                .containsAnyOf(Cause.STALLED, Cause.CLOSED);
        assertThat(gaps).isNotEmpty();
        assertThat(found).isSorted().doesNotHaveDuplicates();
        for (long index = 1; index <= EVENTS; index++) {
            long missing = index;
            boolean told =
                    gaps.stream()
                            .anyMatch(g -> g.afterIndex() < missing && missing < g.beforeIndex());
            boolean came = java.util.Collections.binarySearch(found, missing) >= 0;
            assertThat(told || came).as("event %s", index).isTrue();
        }
    }
}
