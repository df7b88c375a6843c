package io.nomadflink.connector.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.GapException;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.connector.source.split.SplitClock;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.connector.source.split.SubscriptionSplitState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class NomadRecordEmitterTest {
    private static final long MS = 1_000_000L;
    private static final SubscriptionSplit NEW =
            SubscriptionSplit.of(
                    Subscription.of("", "default", Map.of(Topic.EVALUATION, List.of())));

    private final Counter numRecordsIn = new SimpleCounter();
    private final Outputs output = new Outputs();
    private SubscriptionSplitState state = started();

    private static SubscriptionSplitState started() {
        SubscriptionSplitState state = new SubscriptionSplitState(NEW);
        state.moveTo(Position.at(1));
        return state;
    }

    private static NomadEvent event(long index, String key, long millis) {
        return new NomadEvent(
                index,
                Topic.EVALUATION,
                "T",
                key,
                "default",
                List.of(),
                Origin.STREAM,
                millis * MS,
                new byte[] {'{', '}'},
                0,
                2);
    }

    private static StreamElement frame(long index, long arrivalMillis, NomadEvent... events) {
        return new StreamElement.NewFrame(
                new Frame(index, List.of(events), 10), 0, arrivalMillis * MS);
    }

    private static StreamElement gapUpTo(long index) {
        return gap(new StreamElement.Reached(Position.whole(index)));
    }

    private static StreamElement gap(StreamElement next) {
        return new StreamElement.Missing(
                new Gap(
                        "",
                        "default",
                        "Evaluation",
                        4,
                        9,
                        Instant.ofEpochMilli(700),
                        null,
                        Gap.Cause.DROPPED_FROM_BUFFER,
                        false),
                null,
                next);
    }

    private void emit(NomadWatermarks watermarks, StreamElement... elements) throws Exception {
        emit(NomadEventDeserializer.events(), watermarks, GapPolicy.report(), elements);
    }

    /** As {@code SourceReaderBase} does: it counts an element, then hands it over. */
    private void emit(
            NomadEventDeserializer<NomadEvent> deserializer,
            NomadWatermarks watermarks,
            GapPolicy policy,
            StreamElement... elements)
            throws Exception {
        NomadRecordEmitter<NomadEvent> emitter =
                new NomadRecordEmitter<>(deserializer, watermarks, policy, numRecordsIn);
        for (StreamElement element : elements) {
            numRecordsIn.inc();
            emitter.emitRecord(element, output, state);
        }
    }

    private static NomadWatermarks bounded(long millis) {
        return NomadWatermarks.bounded(Duration.ofMillis(millis));
    }

    @Test
    void aFrameIsEmittedWholeInOneCallEachEventWithItsTime() throws Exception {
        emit(
                NomadWatermarks.none(),
                frame(5, 900, event(5, "a", 100), event(5, "b", 0), event(5, "c", 300)));

        assertThat(output.said()).containsExactly("a@100", "b@300", "c@300");
        Position position = state.toSplit().position();
        assertThat(position.index()).isEqualTo(5);
        assertThat(position.signatures()).hasSize(3);
    }

    @Test
    void afterAFrameThatListsCompleteItsIndexIsDone() throws Exception {
        Frame frame = new Frame(5, List.of(event(5, "a", 100)), 10);
        emit(NomadWatermarks.none(), gap(new StreamElement.NewFrame(frame, 0, 900 * MS, true)));

        assertThat(output.said()).contains("a@100");
        assertThat(state.toSplit().position()).isEqualTo(Position.whole(5));
    }

    @Test
    void countsEventsNeitherFramesNorHeartbeats() throws Exception {
        emit(
                bounded(0),
                frame(5, 900, event(5, "a", 1), event(5, "b", 1), event(5, "c", 1)),
                new StreamElement.CaughtUp(950 * MS, false),
                frame(6, 960, event(6, "d", 1)),
                gapUpTo(8),
                frame(9, 970),
                new StreamElement.Reached(Position.at(9)));

        assertThat(numRecordsIn.getCount()).isEqualTo(4);
    }

    @Test
    void watermarkFollowsTheFrameAndTheHeartbeat() throws Exception {
        emit(
                bounded(10),
                frame(5, 1000, event(5, "a", 500)),
                new StreamElement.CaughtUp(31_000 * MS, false));

        assertThat(output.said()).containsExactly("a@500", "W 489", "W 30489");
    }

    @Test
    void withoutWatermarksNoneAreEmitted() throws Exception {
        emit(
                NomadWatermarks.none(),
                frame(5, 1000, event(5, "a", 500)),
                new StreamElement.CaughtUp(31_000 * MS, false));

        assertThat(output.said()).containsExactly("a@500");
    }

    @Test
    void afterARestoreAnOlderEventMovesNothing() throws Exception {
        emit(bounded(0), frame(5, 1000, event(5, "a", 500)));
        output.said().clear();
        state = new SubscriptionSplitState(state.toSplit());

        emit(bounded(0), frame(6, 2000, event(6, "late", 100)), frame(7, 2000, event(7, "b", 600)));

        assertThat(output.said()).containsExactly("late@100", "b@600", "W 599");
    }

    @Test
    void restoredStateNeverLetsAWatermarkGoBack() throws Exception {
        emit(
                bounded(0),
                frame(5, 1000, event(5, "a", 500)),
                new StreamElement.CaughtUp(9000 * MS, false));
        SubscriptionSplit saved = state.toSplit();
        output.said().clear();
        state = new SubscriptionSplitState(saved);

        emit(bounded(0), frame(6, 9100, event(6, "b", 600)));

        assertThat(saved.clock().watermark()).isEqualTo(8499);
        assertThat(output.said()).containsExactly("b@600");
    }

    @Test
    void stateTakenBetweenElementsHasAllOrNothingOfAFrame() throws Exception {
        emit(bounded(0), frame(5, 1, event(5, "a", 1), event(5, "b", 1)));
        SubscriptionSplit between = state.toSplit();
        emit(bounded(0), frame(5, 1, event(5, "c", 1)));

        assertThat(between.position().signatures()).hasSize(2);
        assertThat(state.toSplit().position().signatures()).hasSize(3);
        assertThat(between.clock()).isNotSameAs(state.clock());
    }

    @Test
    void aGapIsReportedInItsPlaceAndMovesThePosition() throws Exception {
        List<String> told = new ArrayList<>();
        emit(telling(told), bounded(0), GapPolicy.report(), gapUpTo(8));

        assertThat(told).containsExactly("4..9");
        assertThat(output.said()).containsExactly("gap@700");
        assertThat(state.toSplit().position()).isEqualTo(Position.whole(8));
    }

    @Test
    void aGapAndTheFrameBehindItAreOne() throws Exception {
        List<String> told = new ArrayList<>();
        emit(
                telling(told),
                NomadWatermarks.none(),
                GapPolicy.report(),
                gap(frame(9, 900, event(9, "a", 800))));

        assertThat(told).containsExactly("4..9");
        assertThat(output.said()).containsExactly("gap@700", "a@800");
        assertThat(state.toSplit().position().index()).isEqualTo(9);
        assertThat(state.inGap(8)).isTrue();
    }

    @Test
    void gapsOfNamespacesAndThatTheseAreSeenAreOne() throws Exception {
        List<String> told = new ArrayList<>();
        StreamElement seen = new StreamElement.Namespaces(Set.of("default", "a", "b"), List.of());

        emit(telling(told), bounded(0), GapPolicy.report(), gap(gap(seen)));

        assertThat(told).hasSize(2);
        assertThat(state.toSplit().namespaces()).containsExactlyInAnyOrder("default", "a", "b");
    }

    @Test
    void aGapInARecordingIsALineThatIsDone() throws Exception {
        state = new SubscriptionSplitState(SubscriptionSplit.ofRecording("events.ndjson"));

        emit(bounded(0), gap(new StreamElement.LineDone(17)));

        assertThat(state.toSplit().linesDone()).isEqualTo(17);
    }

    @Test
    void aGapFailsTheJobIfWanted() {
        assertThatThrownBy(
                        () ->
                                emit(
                                        NomadEventDeserializer.events(),
                                        bounded(0),
                                        GapPolicy.fail(),
                                        gapUpTo(8)))
                .isInstanceOf(GapException.class)
                .hasMessageContaining("Evaluation")
                .hasMessageContaining("namespace default")
                .hasMessageContaining("between index 4 and 9");
    }

    @Test
    void aSubscriptionBeginsWhereItWasOpened() throws Exception {
        state = new SubscriptionSplitState(NEW);
        assertThat(state.toSplit().position()).isNull();

        emit(bounded(0), new StreamElement.Reached(Position.whole(77)));

        assertThat(state.toSplit().position()).isEqualTo(Position.whole(77));
        assertThat(state.toSplit().clock().watermark()).isEqualTo(SplitClock.NO_WATERMARK);
    }

    @Test
    void deserializersSeeTheTimesBeforeTheFrame() throws Exception {
        List<Long> seen = new ArrayList<>();
        NomadEventDeserializer<NomadEvent> looking =
                new Telling(new ArrayList<>()) {
                    @Override
                    public void deserialize(
                            Frame frame,
                            io.nomadflink.connector.source.FrameContext context,
                            RecordOutput<NomadEvent> out) {
                        seen.add(context.largestTimeBefore(Topic.EVALUATION) / MS);
                        seen.add(context.arrivalNanos() / MS);
                    }
                };

        emit(
                looking,
                bounded(0),
                GapPolicy.report(),
                frame(5, 1000, event(5, "a", 500)),
                frame(6, 1001, event(6, "b", 400)));

        assertThat(seen).containsExactly(0L, 1000L, 500L, 1001L);
    }

    private static NomadEventDeserializer<NomadEvent> telling(List<String> told) {
        return new Telling(told);
    }

    /** Makes a record of a gap. */
    private static class Telling implements NomadEventDeserializer<NomadEvent> {
        private static final long serialVersionUID = 1L;
        private final transient List<String> told;

        Telling(List<String> told) {
            this.told = told;
        }

        @Override
        public void deserialize(NomadEvent event, RecordOutput<NomadEvent> out) {
            out.collect(event);
        }

        @Override
        public void onGap(Gap gap, RecordOutput<NomadEvent> out) {
            told.add(gap.afterIndex() + ".." + gap.beforeIndex());
            out.collect(event(gap.beforeIndex(), "gap", 0));
        }

        @Override
        public TypeInformation<NomadEvent> getProducedType() {
            return TypeInformation.of(NomadEvent.class);
        }
    }
}
