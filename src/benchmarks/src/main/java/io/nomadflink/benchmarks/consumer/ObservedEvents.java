package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Shows an observer in this process what another deserializer makes records of. */
public final class ObservedEvents<T> implements NomadEventDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private static volatile FrameObserver observer;

    private final NomadEventDeserializer<T> deserializer;
    private final boolean typed;

    /**
     * @param typed whether payloads of {@link TypedTopics} are decoded
     */
    public ObservedEvents(NomadEventDeserializer<T> deserializer, boolean typed) {
        this.deserializer = deserializer;
        this.typed = typed;
    }

    /** There is one at a time. */
    public static void observe(FrameObserver value) {
        observer = value;
    }

    @Override
    public void deserialize(NomadEvent event, RecordOutput<T> out) {
        throw new UnsupportedOperationException("whole frames only");
    }

    @Override
    public void deserialize(Frame frame, FrameContext context, RecordOutput<T> out)
            throws IOException {
        FrameObserver current = observer;
        current.arrives(frame);
        if (typed) {
            frame.events().forEach(TypedTopics::decode);
        }
        deserializer.deserialize(frame, context, out);
        current.emitted(frame);
    }

    @Override
    public void onGap(Gap gap, RecordOutput<T> out) throws IOException {
        observer.gap(gap);
        deserializer.onGap(gap, out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }
}
