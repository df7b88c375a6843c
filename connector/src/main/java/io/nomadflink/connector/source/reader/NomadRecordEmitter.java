package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.client.Backfill;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.source.GapException;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.connector.source.split.SplitClock;
import io.nomadflink.connector.source.split.SubscriptionSplitState;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits a whole frame in one call, so that no checkpoint falls inside it, and then the split's
 * watermark; likewise a gap, what heals it, and what follows it.
 *
 * <p>Flink counts one record per element; the counter is corrected to count events.
 */
@Internal
final class NomadRecordEmitter<T>
        implements RecordEmitter<StreamElement, T, SubscriptionSplitState> {
    /** Smaller advances are not worth a watermark of their own after a frame. */
    private static final long WATERMARK_STEP_MS = 50;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(NomadRecordEmitter.class);

    private final NomadEventDeserializer<T> deserializer;
    private final NomadWatermarks watermarks;
    private final GapPolicy gapPolicy;
    private final Counter numRecordsIn;
    private final FrameOutput<T> frameOutput = new FrameOutput<>();
    private int events;

    NomadRecordEmitter(
            NomadEventDeserializer<T> deserializer,
            NomadWatermarks watermarks,
            GapPolicy gapPolicy,
            Counter numRecordsIn) {
        this.deserializer = deserializer;
        this.watermarks = watermarks;
        this.gapPolicy = gapPolicy;
        this.numRecordsIn = numRecordsIn;
    }

    @Override
    public void emitRecord(
            StreamElement element, SourceOutput<T> output, SubscriptionSplitState state)
            throws Exception {
        events = 0;
        emit(element, output, state);
        count(events);
    }

    private void emit(StreamElement element, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        StreamElement at = element;
        while (at instanceof StreamElement.Missing missing) {
            gap(missing, output, state);
            at = missing.next();
        }
        settled(at, output, state);
    }

    private void settled(
            StreamElement element, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        if (element instanceof StreamElement.NewFrame frame) {
            newFrame(frame, output, state);
        } else if (element instanceof StreamElement.CaughtUp heartbeat) {
            caughtUp(heartbeat, output, state);
        } else if (element instanceof StreamElement.Existing existing) {
            existing(existing, output, state);
        } else if (element instanceof StreamElement.Namespaces namespaces) {
            for (StreamElement.NewFrame frame : namespaces.missed()) {
                frame(frame.frame(), frame.arrivalNanos(), output, state);
            }
            state.see(namespaces.seen());
        } else if (element instanceof StreamElement.Listed listed) {
            long time = listed.arrivalNanos() / NANOS_PER_MILLI;
            deserializer.onInventory(listed.inventory(), state, frameOutput.at(output, time));
            state.lineDone(listed.line());
        } else if (element instanceof StreamElement.Reached reached) {
            state.moveTo(reached.position());
        } else if (element instanceof StreamElement.LineDone done) {
            state.lineDone(done.line());
        }
    }

    private void caughtUp(
            StreamElement.CaughtUp heartbeat,
            SourceOutput<T> output,
            SubscriptionSplitState state) {
        if (heartbeat.settled()) {
            state.settle();
        }
        long arrival = heartbeat.arrivalNanos();
        watermark(output, state.clock().afterHeartbeat(arrival, watermarks.disorderMillis()));
    }

    private void existing(
            StreamElement.Existing element, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        listed(element.objects(), output, state);
        state.moveTo(element.position());
        if (element.next() != null) {
            newFrame(element.next(), output, state);
        }
    }

    private void newFrame(
            StreamElement.NewFrame element, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        frame(element.frame(), element.arrivalNanos(), output, state);
        state.emitted(element.frame(), element.line());
        if (element.last()) {
            state.moveTo(Position.whole(element.frame().index()));
        }
        if (watermarks.isEmitted() && !isListed(element.frame())) {
            watermark(
                    output,
                    state.clock().afterFrame(watermarks.disorderMillis(), WATERMARK_STEP_MS));
        }
    }

    /** Lists, which a capture has kept, tell of the past in no order of time. */
    private static boolean isListed(Frame frame) {
        return !frame.events().isEmpty() && frame.events().get(0).origin() != Origin.STREAM;
    }

    private void frame(
            Frame frame, long arrival, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        Frame timed = state.clock().timed(frame, arrival);
        deserializer.deserialize(timed, state, frameOutput.to(output, timed));
        state.clock().passed(frame, arrival);
        events += frame.events().size();
    }

    /**
     * Reads lists in the task's thread: so that no checkpoint falls between their objects, and none
     * need be held.
     */
    private void listed(Backfill objects, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        objects.read(frame -> frame(frame, SplitClock.now(), output, state));
    }

    private void gap(
            StreamElement.Missing element, SourceOutput<T> output, SubscriptionSplitState state)
            throws IOException {
        if (gapPolicy.fails()) {
            throw new GapException(element.gap());
        }
        state.gap(element.gap());
        long detected = element.gap().detectedAt().toEpochMilli();
        deserializer.onGap(element.gap(), state, frameOutput.at(output, detected));
        if (element.healing() != null && heal(element, output, state)) {
            deserializer.onGap(element.gap().asHealed(), state, frameOutput.at(output, detected));
        }
    }

    private boolean heal(
            StreamElement.Missing element, SourceOutput<T> output, SubscriptionSplitState state) {
        try {
            Inventory inventory = element.healing().inventory();
            if (inventory != null) {
                long time = element.gap().detectedAt().toEpochMilli();
                deserializer.onInventory(inventory, state, frameOutput.at(output, time));
            }
            listed(element.healing(), output, state);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "the gap after index {} could not be healed: {}",
                    element.gap().afterIndex(),
                    e.getMessage());
            return false;
        }
    }

    private void watermark(SourceOutput<T> output, long to) {
        if (watermarks.isEmitted() && to != SplitClock.NO_WATERMARK) {
            output.emitWatermark(new Watermark(to));
        }
    }

    private void count(int events) {
        if (events == 0) {
            numRecordsIn.dec();
        } else if (events > 1) {
            numRecordsIn.inc(events - 1L);
        }
    }

    /**
     * Gives records the timestamp of the frame's events: that of the largest, unless the
     * deserializer names one.
     */
    private static final class FrameOutput<T> implements RecordOutput<T> {
        private SourceOutput<T> output;
        private long timestamp;

        FrameOutput<T> at(SourceOutput<T> target, long millis) {
            output = target;
            timestamp = millis;
            return this;
        }

        FrameOutput<T> to(SourceOutput<T> target, Frame frame) {
            long largest = 0;
            for (NomadEvent event : frame.events()) {
                largest = Math.max(largest, event.timestampMillis());
            }
            return at(target, largest);
        }

        @Override
        public FrameOutput<T> at(long millis) {
            timestamp = millis;
            return this;
        }

        @Override
        public void collect(T record) {
            output.collect(record, timestamp);
        }

        @Override
        public void collect(T record, long timestampMillis) {
            output.collect(record, timestampMillis);
        }
    }
}
