package io.nomadflink.jobs.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A hand-written serializer of an immutable type; its snapshot carries a version, so that the
 * format can change.
 *
 * <p>Subclasses need a public constructor without arguments. {@link #read} must understand every
 * version up to {@link #version()}.
 */
public abstract class CompactSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;
    private int stored = version();

    /** The version of what {@link #serialize} writes. */
    protected abstract int version();

    /** Reads what was written in that version. */
    protected abstract T read(int version, DataInputView in) throws IOException;

    /** The serializer of data of an older version; the receiver itself is changed. */
    final CompactSerializer<T> reading(int version) {
        stored = version;
        return this;
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(stored, in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(stored, in);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new CompactSerializerSnapshot<>(version(), getClass());
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
