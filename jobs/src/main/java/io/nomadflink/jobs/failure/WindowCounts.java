package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.change.ClientStatus;
import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How many allocations of a group were placed, or had a status for the first time, in a window. */
record WindowCounts(int placed, int completed, int failed, int lost) {
    static final WindowCounts NONE = new WindowCounts(0, 0, 0, 0);

    WindowCounts placedOne() {
        return new WindowCounts(placed + 1, completed, failed, lost);
    }

    /** One more for a counted status. */
    WindowCounts plus(ClientStatus status) {
        return switch (status) {
            case COMPLETE -> new WindowCounts(placed, completed + 1, failed, lost);
            case FAILED -> new WindowCounts(placed, completed, failed + 1, lost);
            case LOST -> new WindowCounts(placed, completed, failed, lost + 1);
            default -> throw new IllegalArgumentException(status + " is not counted");
        };
    }

    /** Four integers. */
    public static final class Serializer extends CompactSerializer<WindowCounts> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public int getLength() {
            return 4 * Integer.BYTES;
        }

        @Override
        public void serialize(WindowCounts counts, DataOutputView out) throws IOException {
            out.writeInt(counts.placed);
            out.writeInt(counts.completed);
            out.writeInt(counts.failed);
            out.writeInt(counts.lost);
        }

        @Override
        protected WindowCounts read(int version, DataInputView in) throws IOException {
            return new WindowCounts(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        }
    }
}
