package io.nomadflink.connector.source.deserializer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes an event as its envelope and the bytes of its payload; decoded payloads are not written.
 */
@Internal
public final class NomadEventSerializer extends ImmutableSerializer<NomadEvent> {
    public static final NomadEventSerializer INSTANCE = new NomadEventSerializer();

    private static final long serialVersionUID = 1L;
    private static final Origin[] ORIGINS = {Origin.STREAM, Origin.SNAPSHOT, Origin.BACKFILL};
    private static final byte[] NO_PAYLOAD = "{}".getBytes(StandardCharsets.US_ASCII);

    private NomadEventSerializer() {}

    @Override
    public void serialize(NomadEvent event, DataOutputView out) throws IOException {
        out.writeLong(event.index());
        StringValue.writeString(event.topic().name(), out);
        StringValue.writeString(event.type(), out);
        StringValue.writeString(event.key(), out);
        StringValue.writeString(event.namespace(), out);
        List<String> filterKeys = event.filterKeys();
        out.writeInt(filterKeys.size());
        for (String filterKey : filterKeys) {
            StringValue.writeString(filterKey, out);
        }
        out.writeByte(code(event.origin()));
        out.writeLong(event.timeNanos());
        out.writeInt(event.payloadLength());
        out.write(event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
    }

    @Override
    public NomadEvent deserialize(DataInputView in) throws IOException {
        long index = in.readLong();
        Topic topic = Topic.of(StringValue.readString(in));
        String type = StringValue.readString(in);
        String key = StringValue.readString(in);
        String namespace = StringValue.readString(in);
        List<String> filterKeys = strings(in);
        Origin origin = ORIGINS[in.readByte()];
        long time = in.readLong();
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        return new NomadEvent(
                index,
                topic,
                type,
                key,
                namespace,
                filterKeys,
                origin,
                time,
                payload,
                0,
                payload.length);
    }

    /**
     * Copies without making objects; piecewise, since not every output view grows on {@code
     * write(view, length)}.
     */
    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        out.writeLong(in.readLong());
        for (int i = 0; i < 4; i++) {
            StringValue.copyString(in, out);
        }
        int filterKeys = in.readInt();
        out.writeInt(filterKeys);
        for (int i = 0; i < filterKeys; i++) {
            StringValue.copyString(in, out);
        }
        out.writeByte(in.readByte());
        out.writeLong(in.readLong());
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        out.writeInt(payload.length);
        out.write(payload);
    }

    private static List<String> strings(DataInputView in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return List.of();
        }
        List<String> strings = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            strings.add(StringValue.readString(in));
        }
        return strings;
    }

    /** A number that stays when the order of the enum changes. */
    private static int code(Origin origin) {
        for (int i = 0; i < ORIGINS.length; i++) {
            if (ORIGINS[i] == origin) {
                return i;
            }
        }
        throw new IllegalArgumentException("origin without a code: " + origin);
    }

    @Override
    public NomadEvent createInstance() {
        return new NomadEvent(
                0,
                Topic.of(""),
                "",
                "",
                "",
                List.of(),
                Origin.STREAM,
                0,
                NO_PAYLOAD,
                0,
                NO_PAYLOAD.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NomadEventSerializer;
    }

    @Override
    public int hashCode() {
        return NomadEventSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<NomadEvent> snapshotConfiguration() {
        return new NomadEventSerializerSnapshot();
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
