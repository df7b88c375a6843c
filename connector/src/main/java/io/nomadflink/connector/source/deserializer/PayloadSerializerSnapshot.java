package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.payload.Payload;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The topic of the records in a savepoint; they are JSON, so members may come and go. */
@Internal
public final class PayloadSerializerSnapshot<P extends Payload>
        implements TypeSerializerSnapshot<P> {
    private static final int FORMAT = 1;
    private Class<P> payload;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public PayloadSerializerSnapshot() {}

    PayloadSerializerSnapshot(Class<P> payload) {
        this.payload = payload;
    }

    @Override
    public int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        PayloadNames.write(payload, out);
    }

    @Override
    public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
        if (format != FORMAT) {
            throw new IOException(
                    "payloads of format " + format + ", but this version knows " + FORMAT);
        }
        payload = PayloadNames.read(in);
    }

    @Override
    public TypeSerializer<P> restoreSerializer() {
        return new PayloadSerializer<>(payload);
    }

    @Override
    public TypeSerializerSchemaCompatibility<P> resolveSchemaCompatibility(
            TypeSerializerSnapshot<P> old) {
        return old instanceof PayloadSerializerSnapshot<?> typed && typed.payload == payload
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
