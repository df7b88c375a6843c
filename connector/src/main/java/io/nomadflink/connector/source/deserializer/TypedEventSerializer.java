package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.payload.Payload;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a typed event as the event that it is. */
@Internal
public final class TypedEventSerializer<P extends Payload>
        extends ImmutableSerializer<TypedEvent<P>> {
    private static final long serialVersionUID = 1L;
    private final Class<P> payload;

    TypedEventSerializer(Class<P> payload) {
        this.payload = payload;
    }

    Class<P> payload() {
        return payload;
    }

    @Override
    public TypedEvent<P> createInstance() {
        NomadEvent event =
                new NomadEvent(
                        0,
                        PayloadTypes.topicOf(payload),
                        "",
                        "",
                        "",
                        List.of(),
                        Origin.STREAM,
                        0,
                        new byte[0],
                        0,
                        0);
        return TypedEvent.of(event, payload);
    }

    @Override
    public void serialize(TypedEvent<P> typed, DataOutputView out) throws IOException {
        NomadEventSerializer.INSTANCE.serialize(typed.event(), out);
    }

    @Override
    public TypedEvent<P> deserialize(DataInputView in) throws IOException {
        return TypedEvent.of(NomadEventSerializer.INSTANCE.deserialize(in), payload);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        NomadEventSerializer.INSTANCE.copy(in, out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedEventSerializer<?> typed && payload == typed.payload;
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<TypedEvent<P>> snapshotConfiguration() {
        return new TypedEventSerializerSnapshot<>(payload);
    }
}
