package io.nomadflink.jobs.capture;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.connector.source.split.SplitClock;
import java.util.List;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes a {@link CapturedLine} of every frame, gap and inventory, each with a later time than the
 * one before, also behind a failover to a machine whose clock is behind: files are put in order by
 * it.
 */
final class LineDeserializer implements NomadEventDeserializer<byte[]> {
    private static final long serialVersionUID = 1L;

    private final boolean redacted;
    private transient long last;

    /**
     * @param redacted whether secrets are taken out
     */
    LineDeserializer(boolean redacted) {
        this.redacted = redacted;
    }

    @Override
    public void deserialize(NomadEvent event, RecordOutput<byte[]> out) {
        Frame frame = new Frame(event.index(), List.of(event), event.payloadLength());
        out.collect(line(frame, event.timeNanos(), 0));
    }

    @Override
    public void deserialize(Frame frame, FrameContext context, RecordOutput<byte[]> out) {
        out.collect(line(frame, context.arrivalNanos(), context.lastArrivalNanos()));
    }

    @Override
    public void onGap(Gap gap, FrameContext context, RecordOutput<byte[]> out) {
        long time = later(SplitClock.now(), context.lastArrivalNanos());
        out.collect(CapturedLine.of(gap, time));
    }

    @Override
    public void onInventory(Inventory inventory, FrameContext context, RecordOutput<byte[]> out) {
        long time = later(SplitClock.now(), context.lastArrivalNanos());
        out.collect(CapturedLine.of(inventory, time));
    }

    private byte[] line(Frame frame, long arrival, long before) {
        return CapturedLine.of(
                frame,
                later(arrival, before),
                redacted ? Redaction::payload : NomadEvent::payloadJson);
    }

    /**
     * @param before the arrival of the frame before, from the state where this object is new
     */
    private long later(long arrival, long before) {
        last = Math.max(arrival, Math.max(last, before) + 1);
        return last;
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
        return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
