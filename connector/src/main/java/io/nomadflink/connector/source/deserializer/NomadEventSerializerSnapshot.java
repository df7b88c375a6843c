package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The format that a savepoint's events are written in; there is one so far. */
@Internal
public final class NomadEventSerializerSnapshot implements TypeSerializerSnapshot<NomadEvent> {
    static final int FORMAT = 1;

    @Override
    public int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) {}

    @Override
    public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
        requireKnown(format);
    }

    @Override
    public TypeSerializer<NomadEvent> restoreSerializer() {
        return NomadEventSerializer.INSTANCE;
    }

    @Override
    public TypeSerializerSchemaCompatibility<NomadEvent> resolveSchemaCompatibility(
            TypeSerializerSnapshot<NomadEvent> old) {
        return old instanceof NomadEventSerializerSnapshot
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    static void requireKnown(int format) throws IOException {
        if (format != FORMAT) {
            throw new IOException(
                    "Nomad events of format " + format + ", but this version knows " + FORMAT);
        }
    }
}
