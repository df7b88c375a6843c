package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.payload.Payload;
import io.nomadflink.connector.event.payload.PayloadDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a payload record as JSON in Nomad's spelling. */
@Internal
public final class PayloadSerializer<P extends Payload> extends ImmutableSerializer<P> {
    private static final long serialVersionUID = 1L;
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
    private final Class<P> payload;

    PayloadSerializer(Class<P> payload) {
        this.payload = payload;
    }

    @Override
    public P createInstance() {
        return PayloadDecoder.decode(payload, EMPTY);
    }

    @Override
    public void serialize(P value, DataOutputView out) throws IOException {
        byte[] json = PayloadDecoder.encode(value);
        out.writeInt(json.length);
        out.write(json);
    }

    @Override
    public P deserialize(DataInputView in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return PayloadDecoder.decode(payload, json);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        out.writeInt(json.length);
        out.write(json);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PayloadSerializer<?> serializer && payload == serializer.payload;
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<P> snapshotConfiguration() {
        return new PayloadSerializerSnapshot<>(payload);
    }
}
