package io.nomadflink.connector.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.QuickClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.enumerator.NoSplitsEvent;
import io.nomadflink.connector.source.metrics.SplitMetrics;
import io.nomadflink.connector.source.split.KnownGaps;
import io.nomadflink.connector.source.split.SplitClock;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NomadSourceReaderTest {
    private static final SubscriptionSplit ALLOCATIONS = split(Topic.ALLOCATION);

    private final Outputs output = new Outputs();
    private NomadSimulator server;
    private NomadSourceReader<NomadEvent> reader;

    private static SubscriptionSplit split(Topic topic) {
        return SubscriptionSplit.of(Subscription.of("", "default", Map.of(topic, List.of())));
    }

    @BeforeEach
    void start() {
        server = NomadSimulator.builder().start();
        reader = reader(split -> split);
    }

    private NomadSourceReader<NomadEvent> reader(UnaryOperator<SubscriptionSplit> current) {
        NomadSourceReader<NomadEvent> made =
                new NomadSourceReader<>(
                        QuickClient.of(server.address()).client(),
                        new Start.Earliest(),
                        StreamOptions.REPORT,
                        NomadEventDeserializer.events(),
                        NomadWatermarks.bounded(Duration.ofDays(365_000)),
                        GapPolicy.report(),
                        current,
                        () -> new SplitMetrics(100, Duration.ofMinutes(5)),
                        new TestingReaderContext());
        made.start();
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        reader.close();
        server.close();
    }

    private void poll(int events) throws Exception {
        Await.until(
                events + " events",
                () -> {
                    reader.pollNext(output);
                    return output.events().size() >= events;
                });
    }

    @Test
    void aReaderWithoutSplitSaysSoAlthoughItWasAlreadyWaiting() throws Exception {
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        CompletableFuture<Void> available = reader.isAvailable();
        assertThat(available).isNotDone();

        reader.handleSourceEvents(new NoSplitsEvent());

        assertThat(available).isDone();
        reader.pollNext(output);
        assertThat(output.said()).containsExactly("idle");
        assertThat(reader.isAvailable()).isNotDone();
        reader.pollNext(output);
        assertThat(output.said()).containsExactly("idle");
    }

    @Test
    void aReaderWithSplitsDoesNotSayIdle() throws Exception {
        reader.addSplits(List.of(ALLOCATIONS));
        reader.handleSourceEvents(new NoSplitsEvent());
        server.publish(1, Simulated.allocation("a", 1));
        poll(1);

        assertThat(output.said()).doesNotContain("idle");
    }

    @Test
    void aSplitThatComesAfterTheEventCounts() throws Exception {
        reader.handleSourceEvents(new NoSplitsEvent());
        reader.addSplits(List.of(ALLOCATIONS));
        server.publish(1, Simulated.allocation("a", 1));
        poll(1);

        assertThat(output.said()).doesNotContain("idle");
    }

    @Test
    void aWaitingReaderWithoutSplitWakesUpForItsFirst() throws Exception {
        reader.pollNext(output);
        CompletableFuture<Void> available = reader.isAvailable();
        server.publish(1, Simulated.allocation("a", 1));

        reader.addSplits(List.of(ALLOCATIONS));

        Await.until("there is something", available::isDone);
        poll(1);
        assertThat(output.events()).hasSize(1);
    }

    @Test
    void restoredWatermarksComeFirstAlthoughTheSplitsAreQuiet() throws Exception {
        reader.addSplits(List.of(restored(Topic.ALLOCATION, 7), restored(Topic.NODE, 5)));

        reader.pollNext(output);
        assertThat(output.said()).containsExactly("W 7", "W 5");
        server.publish(9, Simulated.allocation("a", 9));
        poll(1);
        assertThat(output.said()).filteredOn(word -> word.startsWith("W")).hasSize(2);
    }

    private static SubscriptionSplit restored(Topic topic, long watermark) {
        SubscriptionSplit split = split(topic);
        return new SubscriptionSplit(
                split.splitId(),
                split.subscription(),
                null,
                Position.at(1),
                Set.of(),
                new KnownGaps(List.of()),
                0,
                new SplitClock(Map.of(), 1, watermark));
    }

    @Test
    void aRestoredSplitThatIsNoLongerWantedIsLeftAway() throws Exception {
        reader.close();
        reader = reader(split -> split.equals(ALLOCATIONS) ? split : null);

        reader.addSplits(List.of(split(Topic.NODE), ALLOCATIONS));

        assertThat(reader.snapshotState(1))
                .extracting(SubscriptionSplit::splitId)
                .containsExactly(ALLOCATIONS.splitId());
    }

    @Test
    void aCheckpointIsNeverInsideAFrame() throws Exception {
        reader.addSplits(List.of(ALLOCATIONS));
        for (int index = 1; index <= 40; index++) {
            server.publish(
                    index,
                    Simulated.allocation("a" + index, index),
                    Simulated.allocation("b" + index, index),
                    Simulated.allocation("c" + index, index));
        }
        long lastIndex = 0;
        while (output.events().size() < 120) {
            reader.pollNext(output);
            SubscriptionSplit now = reader.snapshotState(1).get(0);
            if (output.events().isEmpty()) {
                continue;
            }
            long index = now.position().index();
            assertThat(index).isEqualTo(output.events().get(output.events().size() - 1).index());
            assertThat(output.events()).hasSize((int) index * 3);
            assertThat(now.position().signatures()).hasSize(3);
            lastIndex = index;
        }
        assertThat(lastIndex).isEqualTo(40);
    }

    @Test
    void aCheckpointNeverTellsOfAGapThatWouldBeReportedAgain() throws Exception {
        reader.addSplits(List.of(ALLOCATIONS));
        server.publish(1, Simulated.allocation("a", 1));
        poll(1);
        server.faults().refuseStreams(500, Duration.ofMillis(300));
        server.faults().closeAll();
        publishMoreThanTheBufferHolds();
        SubscriptionSplit now;
        do {
            reader.pollNext(output);
            now = reader.snapshotState(1).get(0);
        } while (now.gaps().gaps().isEmpty());

        long beforeFrame = now.gaps().gaps().get(0).before();
        assertThat(now.position().index()).isEqualTo(beforeFrame);
    }

    private void publishMoreThanTheBufferHolds() {
        for (int index = 2; index <= 200; index++) {
            server.publish(index, Simulated.allocation("b" + index, index));
        }
    }

    @Test
    void goesOnWhereACheckpointWas() throws Exception {
        reader.addSplits(List.of(ALLOCATIONS));
        server.publish(1, Simulated.allocation("a", 1));
        server.publish(2, Simulated.allocation("b", 2));
        poll(2);
        List<SubscriptionSplit> state = reader.snapshotState(1);
        reader.close();
        server.publish(2, Simulated.allocation("b2", 2));
        server.publish(3, Simulated.allocation("c", 3));

        reader = reader(split -> split);
        reader.addSplits(state);
        poll(4);

        assertThat(output.events())
                .extracting(NomadEvent::key)
                .containsExactly("a", "b", "b2", "c");
    }
}
