package io.nomadflink.jobs.capture;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import java.util.List;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes a {@link CapturedLine} of every frame and gap.
 *
 * @param redacted whether secrets are taken out
 */
record LineDeserializer(boolean redacted) implements NomadEventDeserializer<byte[]> {

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
        out.collect(CapturedLine.of(gap));
    }

    private byte[] line(Frame frame, long arrival) {
        return CapturedLine.of(
                frame, arrival, redacted ? Redaction::payload : NomadEvent::payloadJson);
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
        return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
