package io.nomadflink.connector.source.split;

import io.nomadflink.connector.client.Coverage;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Bytes of a split; version 1 since 0.1.0. */
@Internal
public final class SubscriptionSplitSerializer
        implements SimpleVersionedSerializer<SubscriptionSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SubscriptionSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeUTF(split.splitId());
        out.writeBoolean(split.isRecording());
        if (split.isRecording()) {
            out.writeUTF(split.recording());
        } else {
            writeSubscription(out, split.subscription());
        }
        writePosition(out, split.position());
        writeStrings(out, split.namespaces());
        writeGaps(out, split.gaps());
        out.writeLong(split.linesDone());
        writeClock(out, split.clock());
        return out.getCopyOfBuffer();
    }

    @Override
    public SubscriptionSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "a split of version "
                            + version
                            + " is newer than this connector, which knows "
                            + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String id = in.readUTF();
        boolean recording = in.readBoolean();
        String path = recording ? in.readUTF() : null;
        Subscription subscription = recording ? SubscriptionSplit.EVERYTHING : readSubscription(in);
        Position position = readPosition(in);
        return new SubscriptionSplit(
                id,
                subscription,
                path,
                position,
                readStrings(in),
                readGaps(in),
                in.readLong(),
                readClock(in));
    }

    private static void writeSubscription(DataOutputSerializer out, Subscription subscription)
            throws IOException {
        out.writeUTF(subscription.region());
        out.writeUTF(subscription.namespace());
        out.writeBoolean(subscription.isNamespacedOnly());
        out.writeInt(subscription.topics().size());
        for (Topic topic : subscription.topics()) {
            out.writeUTF(topic.name());
            out.writeInt(subscription.keys(topic).size());
            for (String key : subscription.keys(topic)) {
                out.writeUTF(key);
            }
        }
    }

    private static Subscription readSubscription(DataInputDeserializer in) throws IOException {
        String region = in.readUTF();
        String namespace = in.readUTF();
        boolean namespacedOnly = in.readBoolean();
        Map<Topic, List<String>> topics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            List<String> keys = new ArrayList<>();
            topics.put(Topic.of(in.readUTF()), keys);
            for (int more = in.readInt(); more > 0; more--) {
                keys.add(in.readUTF());
            }
        }
        Subscription subscription = Subscription.of(region, namespace, topics);
        return namespacedOnly ? subscription.namespacedOnly() : subscription;
    }

    private static void writePosition(DataOutputSerializer out, Position position)
            throws IOException {
        out.writeBoolean(position != null);
        if (position == null) {
            return;
        }
        out.writeLong(position.index());
        out.writeByte(position.coverage().ordinal());
        out.writeInt(position.signatures().length);
        for (long signature : position.signatures()) {
            out.writeLong(signature);
        }
    }

    private static Position readPosition(DataInputDeserializer in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long index = in.readLong();
        Coverage coverage = Coverage.values()[in.readByte()];
        long[] signatures = new long[in.readInt()];
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = in.readLong();
        }
        return new Position(index, coverage, signatures);
    }

    private static void writeClock(DataOutputSerializer out, SplitClock clock) throws IOException {
        out.writeLong(clock.watermark());
        out.writeLong(clock.lastArrival());
        out.writeInt(clock.largestByTopic().size());
        for (Map.Entry<String, Long> entry : clock.largestByTopic().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    private static SplitClock readClock(DataInputDeserializer in) throws IOException {
        long watermark = in.readLong();
        long lastArrival = in.readLong();
        Map<String, Long> largest = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            largest.put(in.readUTF(), in.readLong());
        }
        return new SplitClock(largest, lastArrival, watermark);
    }

    private static void writeStrings(DataOutputSerializer out, Set<String> strings)
            throws IOException {
        out.writeInt(strings.size());
        for (String string : new TreeSet<>(strings)) {
            out.writeUTF(string);
        }
    }

    private static Set<String> readStrings(DataInputDeserializer in) throws IOException {
        Set<String> strings = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            strings.add(in.readUTF());
        }
        return strings;
    }

    private static void writeGaps(DataOutputSerializer out, KnownGaps gaps) throws IOException {
        out.writeInt(gaps.gaps().size());
        for (KnownGaps.Range range : gaps.gaps()) {
            out.writeLong(range.after());
            out.writeLong(range.before());
        }
    }

    private static KnownGaps readGaps(DataInputDeserializer in) throws IOException {
        List<KnownGaps.Range> ranges = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            ranges.add(new KnownGaps.Range(in.readLong(), in.readLong()));
        }
        return new KnownGaps(ranges);
    }
}
