package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.payload.Payload;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Hands over the events of one topic and skips those of others. */
@Internal
public final class TypedEventDeserializer<P extends Payload>
        implements NomadEventDeserializer<TypedEvent<P>> {
    private static final long serialVersionUID = 1L;
    private final Class<P> payload;

    public TypedEventDeserializer(Class<P> payload) {
        PayloadTypes.topicOf(payload);
        this.payload = payload;
    }

    @Override
    public void deserialize(NomadEvent event, RecordOutput<TypedEvent<P>> out) {
        if (PayloadTypes.of(event.topic()) == payload) {
            out.collect(TypedEvent.of(event, payload));
        }
    }

    @Override
    public TypeInformation<TypedEvent<P>> getProducedType() {
        return TypedEventTypeInfo.forPayload(payload);
    }
}
