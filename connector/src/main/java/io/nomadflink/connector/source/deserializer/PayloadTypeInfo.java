package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.PayloadTypes;
import io.nomadflink.connector.event.payload.Payload;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The Flink type of a payload record on its own, for {@code
 * .returns(PayloadTypeInfo.forPayload(Allocation.class))} and for state.
 *
 * <p>Records are written as JSON in Nomad's spelling: members may come and go between versions of
 * the connector. Costly beside {@link TypedEvent}, which stays Nomad's bytes.
 */
@PublicEvolving
public final class PayloadTypeInfo<P extends Payload> extends ImmutableTypeInfo<P> {
    private static final long serialVersionUID = 1L;

    private PayloadTypeInfo(Class<P> payload) {
        super(payload, null);
    }

    /**
     * @throws IllegalArgumentException if it is not the record of one topic
     */
    public static <P extends Payload> PayloadTypeInfo<P> forPayload(Class<P> payload) {
        PayloadTypes.topicOf(payload);
        return new PayloadTypeInfo<>(payload);
    }

    @Override
    public TypeSerializer<P> createSerializer(SerializerConfig config) {
        return new PayloadSerializer<>(getTypeClass());
    }
}
