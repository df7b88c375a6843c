package io.nomadflink.jobs.change;

import io.nomadflink.jobs.types.CompactSerializer;
import io.nomadflink.jobs.types.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A Nomad job: ids are unique only within a namespace. */
public record JobKey(String namespace, String jobId) {
    public static final TypeInformation<JobKey> TYPE =
            new CompactTypeInfo<>(JobKey.class, new Serializer());

    /** Spelled out, since it decides about key groups in state: a record's own is not specified. */
    @Override
    public int hashCode() {
        return 31 * namespace.hashCode() + jobId.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobKey key
                && namespace.equals(key.namespace)
                && jobId.equals(key.jobId);
    }

    /** Two strings. */
    public static final class Serializer extends CompactSerializer<JobKey> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public void serialize(JobKey key, DataOutputView out) throws IOException {
            StringValue.writeString(key.namespace, out);
            StringValue.writeString(key.jobId, out);
        }

        @Override
        protected JobKey read(int version, DataInputView in) throws IOException {
            return new JobKey(StringValue.readString(in), StringValue.readString(in));
        }
    }
}
