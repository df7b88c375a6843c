package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What stays of a terminal allocation, so that a restarted client that sends old failures again is
 * not counted twice.
 *
 * @param lastSeen about when it last had an event, ms
 * @param seen the counted statuses it has had, one bit each
 */
record Tombstone(long lastSeen, int seen) {

    /** A long and a byte. */
    public static final class Serializer extends CompactSerializer<Tombstone> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public void serialize(Tombstone tombstone, DataOutputView out) throws IOException {
            out.writeLong(tombstone.lastSeen);
            out.writeByte(tombstone.seen);
        }

        @Override
        protected Tombstone read(int version, DataInputView in) throws IOException {
            return new Tombstone(in.readLong(), in.readByte());
        }
    }
}
