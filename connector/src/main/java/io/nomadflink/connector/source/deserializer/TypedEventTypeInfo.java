package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.payload.Payload;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The Flink type of {@link TypedEvent}; Flink finds it by itself where it sees the payload's type.
 */
@PublicEvolving
public final class TypedEventTypeInfo<P extends Payload> extends ImmutableTypeInfo<TypedEvent<P>> {
    private static final long serialVersionUID = 1L;
    private final Class<P> payload;

    @SuppressWarnings("unchecked")
    private TypedEventTypeInfo(Class<P> payload) {
        super((Class<TypedEvent<P>>) (Class<?>) TypedEvent.class, payload);
        this.payload = payload;
    }

    public static <P extends Payload> TypedEventTypeInfo<P> forPayload(Class<P> payload) {
        return new TypedEventTypeInfo<>(payload);
    }

    @Override
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of("P", PayloadTypeInfo.forPayload(payload));
    }

    @Override
    public TypeSerializer<TypedEvent<P>> createSerializer(SerializerConfig config) {
        return new TypedEventSerializer<>(payload);
    }
}
