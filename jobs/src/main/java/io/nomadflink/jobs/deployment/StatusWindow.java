package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A row's key within its job: how deployments ended, and the start of the window, ms. */
record StatusWindow(String status, long start) {

    /** A string and a long. */
    public static final class Serializer extends CompactSerializer<StatusWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public void serialize(StatusWindow window, DataOutputView out) throws IOException {
            StringValue.writeString(window.status, out);
            out.writeLong(window.start);
        }

        @Override
        protected StatusWindow read(int version, DataInputView in) throws IOException {
            return new StatusWindow(StringValue.readString(in), in.readLong());
        }
    }
}
