package io.nomadflink.connector.source;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.deserializer.EnvelopeDeserializer;
import io.nomadflink.connector.source.deserializer.JsonEvent;
import io.nomadflink.connector.source.deserializer.JsonEventDeserializer;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;

/**
 * Makes records of events.
 *
 * <p>Called by one thread per reader, in the order of the stream of each split. Implement {@link
 * #deserialize(NomadEvent, RecordOutput)}; override {@link #deserialize(Frame, FrameContext,
 * RecordOutput)} where the events of one frame belong together.
 */
@PublicEvolving
public interface NomadEventDeserializer<T> extends Serializable, ResultTypeQueryable<T> {

    /** Events of all topics, with payloads that are decoded where someone asks for them. */
    static NomadEventDeserializer<NomadEvent> events() {
        return new EnvelopeDeserializer();
    }

    /** Events of all topics as plain values, with their payload as JSON text. */
    static NomadEventDeserializer<JsonEvent> json() {
        return new JsonEventDeserializer();
    }

    /** Hands over no, one or more records for an event. An exception fails the job. */
    void deserialize(NomadEvent event, RecordOutput<T> out) throws IOException;

    /** Hands over the records of a whole frame; by default those of its events one by one. */
    default void deserialize(Frame frame, FrameContext context, RecordOutput<T> out)
            throws IOException {
        for (NomadEvent event : frame.events()) {
            deserialize(event, out.at(event.timestampMillis()));
        }
    }

    /**
     * Told of a stretch without proof of continuity, in its place in the stream; ignored by
     * default.
     */
    default void onGap(Gap gap, RecordOutput<T> out) throws IOException {}
}
