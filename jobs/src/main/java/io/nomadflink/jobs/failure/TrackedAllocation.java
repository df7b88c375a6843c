package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.change.ClientStatus;
import io.nomadflink.jobs.types.CompactSerializer;
import io.nomadflink.jobs.types.Interner;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * An allocation that can still change a row. Times in ms.
 *
 * @param begin the time of its first event
 * @param end when it was first terminal, or {@link #OPEN}
 * @param failedAt when it first failed, or {@link #NEVER}
 * @param lastSeen about when it last had an event
 * @param seen the counted statuses it has had, one bit each
 */
record TrackedAllocation(
        String group, long begin, long end, long failedAt, long lastSeen, int seen) {
    static final long OPEN = Long.MAX_VALUE;
    static final long NEVER = Long.MIN_VALUE;

    static TrackedAllocation opened(String group, long begin, long time) {
        return new TrackedAllocation(group, begin, OPEN, NEVER, time, 0);
    }

    /** One that was forgotten but for its statuses, and comes back with a new one. */
    static TrackedAllocation returned(String group, Tombstone tombstone) {
        return new TrackedAllocation(
                group, OPEN, NEVER, NEVER, tombstone.lastSeen(), tombstone.seen());
    }

    static int bit(ClientStatus status) {
        return 1 << status.ordinal();
    }

    boolean isOpen() {
        return end == OPEN;
    }

    boolean hasBeen(ClientStatus status) {
        return (seen & bit(status)) != 0;
    }

    /** The first time it has a counted status. */
    TrackedAllocation first(ClientStatus status, long time) {
        return new TrackedAllocation(
                group,
                begin,
                isOpen() ? time : end,
                status == ClientStatus.FAILED ? time : failedAt,
                Math.max(lastSeen, time),
                seen | bit(status));
    }

    TrackedAllocation ended(long time) {
        return new TrackedAllocation(group, begin, time, failedAt, lastSeen, seen);
    }

    TrackedAllocation seenAt(long time) {
        return new TrackedAllocation(group, begin, end, failedAt, time, seen);
    }

    /**
     * Not yet terminal at some moment of the window, or failed in it even though it had been lost
     * before.
     */
    boolean isActive(long start, long windowEnd) {
        return begin < windowEnd && end >= start || failedAt >= start && failedAt < windowEnd;
    }

    /** Whether no window that starts after a time can hold it. */
    boolean isOver(long time) {
        return end <= time && failedAt <= time;
    }

    /** A string, four longs and a byte. */
    public static final class Serializer extends CompactSerializer<TrackedAllocation> {
        private static final long serialVersionUID = 1L;

        private transient Interner groups;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public TypeSerializer<TrackedAllocation> duplicate() {
            return new Serializer();
        }

        @Override
        public void serialize(TrackedAllocation allocation, DataOutputView out) throws IOException {
            StringValue.writeString(allocation.group, out);
            out.writeLong(allocation.begin);
            out.writeLong(allocation.end);
            out.writeLong(allocation.failedAt);
            out.writeLong(allocation.lastSeen);
            out.writeByte(allocation.seen);
        }

        @Override
        protected TrackedAllocation read(int version, DataInputView in) throws IOException {
            groups = groups == null ? new Interner() : groups;
            return new TrackedAllocation(
                    groups.canonical(StringValue.readString(in)),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readByte());
        }
    }
}
