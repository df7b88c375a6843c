package io.nomadflink.connector.source.deserializer;

import java.util.Objects;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * What the Flink types of our immutable values have in common; two are equal if class and detail
 * are.
 */
abstract class ImmutableTypeInfo<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;
    private final Class<T> type;
    private final Class<?> detail;

    /**
     * @param detail what a generic type is of, or null
     */
    ImmutableTypeInfo(Class<T> type, Class<?> detail) {
        this.type = type;
        this.detail = detail;
    }

    /** As Flink 1.20 asks for it; 2.x knows only the other one. */
    @SuppressWarnings("deprecation")
    public final TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public final Class<T> getTypeClass() {
        return type;
    }

    @Override
    public final boolean isBasicType() {
        return false;
    }

    @Override
    public final boolean isTupleType() {
        return false;
    }

    @Override
    public final int getArity() {
        return 1;
    }

    @Override
    public final int getTotalFields() {
        return 1;
    }

    @Override
    public final boolean isKeyType() {
        return false;
    }

    @Override
    public final boolean canEqual(Object other) {
        return other instanceof ImmutableTypeInfo;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof ImmutableTypeInfo<?> info
                && type == info.type
                && detail == info.detail;
    }

    @Override
    public final int hashCode() {
        return Objects.hash(type, detail);
    }

    @Override
    public final String toString() {
        return type.getSimpleName() + (detail == null ? "" : "<" + detail.getSimpleName() + ">");
    }
}
