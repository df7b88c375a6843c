package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A row's key within its job: task group and start of the window, ms. */
record GroupWindow(String group, long start) {

    /** A string and a long. */
    public static final class Serializer extends CompactSerializer<GroupWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public void serialize(GroupWindow window, DataOutputView out) throws IOException {
            StringValue.writeString(window.group, out);
            out.writeLong(window.start);
        }

        @Override
        protected GroupWindow read(int version, DataInputView in) throws IOException {
            return new GroupWindow(StringValue.readString(in), in.readLong());
        }
    }
}
