package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The Flink type of {@link NomadEvent}.
 *
 * <p>Sources carry it along. Since events know nothing of Flink, a lambda that returns them needs
 * {@code .returns(NomadEventTypeInfo.INSTANCE)}, and state of them a descriptor with it.
 */
@PublicEvolving
public final class NomadEventTypeInfo extends ImmutableTypeInfo<NomadEvent> {
    public static final NomadEventTypeInfo INSTANCE = new NomadEventTypeInfo();

    private static final long serialVersionUID = 1L;

    private NomadEventTypeInfo() {
        super(NomadEvent.class, null);
    }

    @Override
    public TypeSerializer<NomadEvent> createSerializer(SerializerConfig config) {
        return NomadEventSerializer.INSTANCE;
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
