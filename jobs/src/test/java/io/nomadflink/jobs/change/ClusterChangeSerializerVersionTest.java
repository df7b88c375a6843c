package io.nomadflink.jobs.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Origin;
import java.io.IOException;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.junit.jupiter.api.Test;

/** Changes that an older version has left in a savepoint. */
class ClusterChangeSerializerVersionTest {
    private static final JobKey JOB = new JobKey("team-a", "web");

    /** Version 1 in a savepoint: class and version of the serializer. */
    private static TypeSerializerSnapshot<ClusterChange> ofVersion1() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF(ClusterChangeSerializer.class.getName());
        out.writeInt(1);
        TypeSerializerSnapshot<ClusterChange> snapshot =
                new ClusterChangeSerializer().snapshotConfiguration();
        snapshot.readSnapshot(
                snapshot.getCurrentVersion(),
                new DataInputDeserializer(out.getCopyOfBuffer()),
                ClusterChangeSerializerVersionTest.class.getClassLoader());
        return snapshot;
    }

    @Test
    void aListOfJobsOfVersion1IsOfAllNamespaces() throws IOException {
        assertThat(
                        ofVersion1()
                                .restoreSerializer()
                                .deserialize(new DataInputDeserializer(listedInVersion1())))
                .isEqualTo(
                        new JobsListed(
                                "ns",
                                "7",
                                JobsListed.EVERYWHERE,
                                7,
                                Set.of(JOB),
                                30,
                                20,
                                10,
                                Origin.BACKFILL));
    }

    @Test
    void stateOfVersion1IsMigrated() throws IOException {
        assertThat(
                        new ClusterChangeSerializer()
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(ofVersion1())
                                .isCompatibleAfterMigration())
                .isTrue();
    }

    /** As it was: no namespace between the key and the key group. */
    private static byte[] listedInVersion1() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeByte(6);
        out.writeByte(Origin.BACKFILL.ordinal());
        out.writeLong(10);
        out.writeLong(20);
        StringValue.writeString("ns", out);
        StringValue.writeString("7", out);
        out.writeInt(7);
        out.writeLong(30);
        out.writeInt(1);
        StringValue.writeString(JOB.namespace(), out);
        StringValue.writeString(JOB.jobId(), out);
        return out.getCopyOfBuffer();
    }
}
