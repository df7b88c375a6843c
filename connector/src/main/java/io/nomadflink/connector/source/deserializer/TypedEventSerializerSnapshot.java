package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.payload.Payload;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The topic of a savepoint's typed events, and the format of events. */
@Internal
public final class TypedEventSerializerSnapshot<P extends Payload>
        implements TypeSerializerSnapshot<TypedEvent<P>> {
    private Class<P> payload;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public TypedEventSerializerSnapshot() {}

    TypedEventSerializerSnapshot(Class<P> payload) {
        this.payload = payload;
    }

    @Override
    public int getCurrentVersion() {
        return NomadEventSerializerSnapshot.FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        PayloadNames.write(payload, out);
    }

    @Override
    public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
        NomadEventSerializerSnapshot.requireKnown(format);
        payload = PayloadNames.read(in);
    }

    @Override
    public TypeSerializer<TypedEvent<P>> restoreSerializer() {
        return new TypedEventSerializer<>(payload);
    }

    @Override
    public TypeSerializerSchemaCompatibility<TypedEvent<P>> resolveSchemaCompatibility(
            TypeSerializerSnapshot<TypedEvent<P>> old) {
        return old instanceof TypedEventSerializerSnapshot<?> typed && typed.payload == payload
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
