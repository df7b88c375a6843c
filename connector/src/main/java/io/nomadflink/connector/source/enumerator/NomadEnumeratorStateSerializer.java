package io.nomadflink.connector.source.enumerator;

import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.connector.source.split.SubscriptionSplitSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Bytes of the enumerator's state; version 1 since 0.1.0. */
@Internal
public final class NomadEnumeratorStateSerializer
        implements SimpleVersionedSerializer<NomadEnumeratorState> {
    private static final int VERSION = 1;
    private final SubscriptionSplitSerializer splits = new SubscriptionSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(NomadEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(splits.getVersion());
        out.writeInt(state.known().size());
        for (String id : state.known()) {
            out.writeUTF(id);
        }
        out.writeInt(state.pending().size());
        for (SubscriptionSplit split : state.pending()) {
            byte[] bytes = splits.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public NomadEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "enumerator state of version "
                            + version
                            + " is newer than this connector, which knows "
                            + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int splitVersion = in.readInt();
        Set<String> known = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            known.add(in.readUTF());
        }
        List<SubscriptionSplit> pending = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] split = new byte[in.readInt()];
            in.readFully(split);
            pending.add(splits.deserialize(splitVersion, split));
        }
        return new NomadEnumeratorState(known, pending);
    }
}
