package io.nomadflink.jobs.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint tells of a {@link CompactSerializer}: its class and the version of its format.
 */
public final class CompactSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private int version;
    private Class<?> type;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public CompactSerializerSnapshot() {}

    CompactSerializerSnapshot(int version, Class<?> type) {
        this.version = version;
        this.type = type;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(type.getName());
        out.writeInt(version);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
            throws IOException {
        String name = in.readUTF();
        version = in.readInt();
        try {
            type = Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IOException("the state was written by a serializer that is gone: " + name, e);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public TypeSerializer<T> restoreSerializer() {
        try {
            return ((CompactSerializer<T>) type.getConstructor().newInstance()).reading(version);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type + " has no public constructor without arguments", e);
        }
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> old) {
        if (!(old instanceof CompactSerializerSnapshot<T> stored)
                || stored.type != type
                || stored.version > version) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return stored.version == version
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
