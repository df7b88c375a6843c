package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Events;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmittedEventsTest {

    private static NomadEvent event(long index, String type) {
        return Events.event(Topic.EVALUATION, type, index, "{}");
    }

    private static Frame frame(long index, String... types) {
        return frame(index, 10, types);
    }

    private static Frame frame(long index, int bytes, String... types) {
        return new Frame(
                index, Arrays.stream(types).map(type -> event(index, type)).toList(), bytes);
    }

    private static Position emitted(long index, String... types) {
        long[] signatures =
                Arrays.stream(types)
                        .mapToLong(t -> Signature.of(event(index, t)))
                        .sorted()
                        .toArray();
        return new Position(index, Coverage.PARTLY, signatures);
    }

    @Test
    void gathersAllFramesOfOneIndex() {
        EmittedEvents emitted = new EmittedEvents(Position.at(3));
        emitted.add(frame(7, "a", "b"));
        emitted.add(frame(7, "c"));

        assertThat(emitted.index()).isEqualTo(7);
        assertThat(emitted.position()).isEqualTo(emitted(7, "a", "b", "c"));
    }

    @Test
    void anotherLineMayBeMissingUntilAQuietWhileWhetherOrNotAskedForThePosition() {
        for (boolean asked : new boolean[] {false, true}) {
            EmittedEvents emitted = new EmittedEvents(Position.fromStart(7));
            assertThat(emitted.mayBePartial()).isFalse();
            emitted.add(Frames.registered(7, "a"));
            assertThat(partial(emitted, asked)).isTrue();
            emitted.add(Frames.registered(7, "b"));
            assertThat(partial(emitted, asked)).isTrue();
            emitted.add(frame(8, "c"));
            assertThat(partial(emitted, asked)).isFalse();
            emitted.add(Frames.registered(9, "d"));
            assertThat(partial(emitted, asked)).isTrue();
            emitted.settle();
            assertThat(partial(emitted, asked)).isFalse();
            emitted.add(new Frame(9, List.of(), 10));
            assertThat(partial(emitted, asked)).as("repeated").isFalse();
        }
    }

    private static boolean partial(EmittedEvents emitted, boolean asked) {
        if (asked) {
            emitted.position();
        }
        return emitted.mayBePartial();
    }

    @Test
    void forgetsAnIndexAtTheNext() {
        EmittedEvents emitted = new EmittedEvents(Position.at(3));
        emitted.add(frame(7, "a"));
        emitted.position();
        emitted.add(frame(8, "b"));

        assertThat(emitted.position()).isEqualTo(emitted(8, "b"));
    }

    @Test
    void addsToWhatACheckpointKnew() {
        EmittedEvents emitted = new EmittedEvents(emitted(7, "a"));
        emitted.add(frame(7, "b"));
        emitted.position();
        emitted.add(frame(7, "c"));

        assertThat(emitted.position()).isEqualTo(emitted(7, "a", "b", "c"));
    }

    @Test
    void keepsAnEventAsOftenAsEmitted() {
        EmittedEvents emitted = new EmittedEvents(Position.at(7));
        emitted.add(frame(7, "a"));
        emitted.add(frame(7, "a"));

        assertThat(emitted.position().signatures()).hasSize(2);
    }

    @Test
    void largeFramesAreNotKept() {
        EmittedEvents emitted = new EmittedEvents(Position.at(3));
        emitted.add(frame(7, 1 << 25, "a"));
        emitted.add(frame(7, "b"));

        assertThat(emitted.position()).isEqualTo(emitted(7, "a", "b"));
    }

    @Test
    void anOlderFrameChangesNothing() {
        EmittedEvents emitted = new EmittedEvents(emitted(7, "a"));
        emitted.add(frame(6, "x"));

        assertThat(emitted.position()).isEqualTo(emitted(7, "a"));
    }

    @Test
    void fromTheStartAnyIndexCounts() {
        EmittedEvents emitted = new EmittedEvents(Position.fromStart(50));
        assertThat(emitted.position().requestIndex()).isZero();
        emitted.add(frame(12, "a"));

        assertThat(emitted.index()).isEqualTo(12);
        assertThat(emitted.position()).isEqualTo(emitted(12, "a"));
    }

    @Test
    void fromTheStartTheIndexOfTheTablesIsNotYetEmitted() {
        EmittedEvents emitted = new EmittedEvents(Position.fromStart(50));
        emitted.add(frame(50, "a"));

        assertThat(emitted.position()).isEqualTo(emitted(50, "a"));
    }

    @Test
    void aWholeIndexStaysWhole() {
        EmittedEvents emitted = new EmittedEvents(Position.whole(7));
        emitted.add(new Frame(7, List.of(), 10));

        assertThat(emitted.position()).isEqualTo(Position.whole(7));
    }

    @Test
    void movesOnWithoutEvents() {
        EmittedEvents emitted = new EmittedEvents(Position.at(3));
        emitted.add(frame(7, "a"));
        emitted.moveTo(Position.whole(9));

        assertThat(emitted.index()).isEqualTo(9);
        assertThat(emitted.position()).isEqualTo(Position.whole(9));
    }
}
