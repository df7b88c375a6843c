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
 * one before: files are put in order by it.
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
        out.collect(line(frame, event.timeNanos()));
    }

    @Override
    public void deserialize(Frame frame, FrameContext context, RecordOutput<byte[]> out) {
        out.collect(line(frame, context.arrivalNanos()));
    }

    @Override
    public void onGap(Gap gap, RecordOutput<byte[]> out) {
        out.collect(CapturedLine.of(gap, later(SplitClock.now())));
    }

    @Override
    public void onInventory(Inventory inventory, FrameContext context, RecordOutput<byte[]> out) {
        out.collect(CapturedLine.of(inventory, later(SplitClock.now())));
    }

    private byte[] line(Frame frame, long arrival) {
        return CapturedLine.of(
                frame, later(arrival), redacted ? Redaction::payload : NomadEvent::payloadJson);
    }

    private long later(long arrival) {
        last = Math.max(arrival, last + 1);
        return last;
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
        return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
