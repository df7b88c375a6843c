package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.types.CompactSerializer;
import io.nomadflink.jobs.types.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A deployment has ended. Times in ms. */
record DeploymentEnd(String namespace, String jobId, String status, long end, long duration) {
    static final TypeInformation<DeploymentEnd> TYPE =
            new CompactTypeInfo<>(DeploymentEnd.class, new Serializer());

    JobKey job() {
        return new JobKey(namespace, jobId);
    }

    /** Three strings and two longs. */
    public static final class Serializer extends CompactSerializer<DeploymentEnd> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public void serialize(DeploymentEnd end, DataOutputView out) throws IOException {
            StringValue.writeString(end.namespace, out);
            StringValue.writeString(end.jobId, out);
            StringValue.writeString(end.status, out);
            out.writeLong(end.end);
            out.writeLong(end.duration);
        }

        @Override
        protected DeploymentEnd read(int version, DataInputView in) throws IOException {
            return new DeploymentEnd(
                    StringValue.readString(in),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    in.readLong(),
                    in.readLong());
        }
    }
}
