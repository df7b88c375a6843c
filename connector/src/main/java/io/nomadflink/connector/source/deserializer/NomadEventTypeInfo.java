package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The Flink type of {@link NomadEvent}.
 *
 * <p>Sources carry it along. Since events know nothing of Flink, a lambda that returns them needs
 * {@code .returns(NomadEventTypeInfo.INSTANCE)}, and state of them a descriptor with it.
 */
@PublicEvolving
public final class NomadEventTypeInfo extends TypeInformation<NomadEvent> {
    public static final NomadEventTypeInfo INSTANCE = new NomadEventTypeInfo();

    private static final long serialVersionUID = 1L;

    private NomadEventTypeInfo() {}

    @Override
    public TypeSerializer<NomadEvent> createSerializer(SerializerConfig config) {
        return NomadEventSerializer.INSTANCE;
    }

    /** As Flink 1.20 asks for it. */
    public TypeSerializer<NomadEvent> createSerializer(ExecutionConfig config) {
        return NomadEventSerializer.INSTANCE;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<NomadEvent> getTypeClass() {
        return NomadEvent.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NomadEventTypeInfo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NomadEventTypeInfo;
    }

    @Override
    public int hashCode() {
        return NomadEventTypeInfo.class.hashCode();
    }

    @Override
    public String toString() {
        return "NomadEvent";
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
