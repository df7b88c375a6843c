package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Counts events when another deserializer has emitted them. */
final class CountedEvents<T> implements NomadEventDeserializer<T> {
    private static final long serialVersionUID = 1L;

    /** Of the pass at hand; there is one at a time. */
    static volatile Meter meter;

    private final NomadEventDeserializer<T> deserializer;
    private final boolean typed;
    private transient Meter current;

    /**
     * @param typed whether payloads of {@link TypedTopics} are decoded
     */
    CountedEvents(NomadEventDeserializer<T> deserializer, boolean typed) {
        this.deserializer = deserializer;
        this.typed = typed;
    }

    @Override
    public void deserialize(NomadEvent event, RecordOutput<T> out) throws IOException {
        throw new UnsupportedOperationException("whole frames only");
    }

    @Override
    public void deserialize(Frame frame, FrameContext context, RecordOutput<T> out)
            throws IOException {
        if (current == null) {
            current = meter;
            current.begin();
        }
        if (typed) {
            frame.events().forEach(TypedTopics::decode);
        }
        deserializer.deserialize(frame, context, out);
        current.count(frame.events().size());
    }

    @Override
    public void onGap(Gap gap, RecordOutput<T> out) throws IOException {
        throw new IllegalStateException("a gap: " + gap);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }
}
