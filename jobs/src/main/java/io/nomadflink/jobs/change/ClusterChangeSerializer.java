package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.types.CompactSerializer;
import io.nomadflink.jobs.types.Interner;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * A tag, the origin, index and time, and then what the kind of change has. Since version 2 a list
 * of jobs tells its namespace; before, it was of all.
 */
public final class ClusterChangeSerializer extends CompactSerializer<ClusterChange> {
    private static final long serialVersionUID = 1L;
    private static final int ALLOCATION = 1;
    private static final int JOB_DELETED = 2;
    private static final int DEPLOYMENT = 3;
    private static final int GAP = 4;
    private static final int MALFORMED = 5;
    private static final int JOBS_LISTED = 6;
    private static final Origin[] ORIGINS = Origin.values();

    /**
     * Namespaces, jobs and groups repeat; what a job keeps of them in memory should be one
     * instance.
     */
    private transient Interner names;

    @Override
    protected int version() {
        return 2;
    }

    @Override
    public TypeSerializer<ClusterChange> duplicate() {
        return new ClusterChangeSerializer();
    }

    @Override
    public void serialize(ClusterChange change, DataOutputView out) throws IOException {
        if (change instanceof AllocationChange allocation) {
            head(ALLOCATION, change, out);
            allocation(allocation, out);
        } else if (change instanceof JobDeleted job) {
            head(JOB_DELETED, change, out);
            job(job, out);
            out.writeLong(job.latest());
        } else if (change instanceof DeploymentChange deployment) {
            head(DEPLOYMENT, change, out);
            deployment(deployment, out);
        } else if (change instanceof JobsListed listed) {
            head(JOBS_LISTED, change, out);
            listed(listed, out);
        } else if (change instanceof GapFound found) {
            out.writeByte(GAP);
            gap(found.gap(), out);
        } else if (change instanceof Malformed malformed) {
            head(MALFORMED, change, out);
            StringValue.writeString(malformed.topic(), out);
        }
    }

    @Override
    protected ClusterChange read(int version, DataInputView in) throws IOException {
        int tag = in.readByte();
        if (tag == GAP) {
            return new GapFound(gap(in));
        }
        Origin origin = ORIGINS[in.readByte()];
        long index = in.readLong();
        long time = in.readLong();
        return switch (tag) {
            case ALLOCATION -> allocation(origin, index, time, in);
            case JOB_DELETED ->
                    new JobDeleted(name(in), name(in), in.readLong(), time, index, origin);
            case DEPLOYMENT -> deployment(origin, index, time, in);
            case JOBS_LISTED -> listed(version, origin, index, time, in);
            case MALFORMED -> new Malformed(name(in), time, index, origin);
            default -> throw new IOException("unknown kind of change: " + tag);
        };
    }

    private static void head(int tag, ClusterChange change, DataOutputView out) throws IOException {
        out.writeByte(tag);
        out.writeByte(change.origin().ordinal());
        out.writeLong(change.index());
        out.writeLong(change.time());
    }

    private static void job(JobChange change, DataOutputView out) throws IOException {
        StringValue.writeString(change.namespace(), out);
        StringValue.writeString(change.jobId(), out);
    }

    private static void allocation(AllocationChange change, DataOutputView out) throws IOException {
        job(change, out);
        out.writeLong(change.id().high());
        out.writeLong(change.id().low());
        StringValue.writeString(change.taskGroup(), out);
        out.writeByte(change.status().ordinal());
        out.writeByte((change.clientUpdate() ? 1 : 0) | (change.created() ? 2 : 0));
        out.writeLong(change.begun());
    }

    private AllocationChange allocation(Origin origin, long index, long time, DataInputView in)
            throws IOException {
        String namespace = name(in);
        String job = name(in);
        AllocationId id = new AllocationId(in.readLong(), in.readLong());
        String group = name(in);
        ClientStatus status = ClientStatus.at(in.readByte());
        int flags = in.readByte();
        return new AllocationChange(
                namespace,
                job,
                id,
                group,
                status,
                (flags & 1) != 0,
                (flags & 2) != 0,
                in.readLong(),
                time,
                index,
                origin);
    }

    private static void deployment(DeploymentChange change, DataOutputView out) throws IOException {
        StringValue.writeString(change.id(), out);
        job(change, out);
        out.writeLong(change.jobVersion());
        StringValue.writeString(change.status(), out);
        out.writeLong(change.createTime());
        out.writeLong(change.modifyTime());
        out.writeLong(change.derivedStart());
        out.writeLong(change.lineTime());
        out.writeLong(change.latest());
        out.writeInt(change.desired());
        out.writeInt(change.placed());
        out.writeInt(change.healthy());
        out.writeInt(change.unhealthy());
        out.writeInt(change.canaries());
        out.writeBoolean(change.promoted());
    }

    private DeploymentChange deployment(Origin origin, long index, long time, DataInputView in)
            throws IOException {
        return new DeploymentChange(
                StringValue.readString(in),
                name(in),
                name(in),
                in.readLong(),
                name(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                time,
                index,
                origin);
    }

    private static void listed(JobsListed change, DataOutputView out) throws IOException {
        job(change, out);
        StringValue.writeString(change.within(), out);
        out.writeInt(change.group());
        out.writeLong(change.latest());
        out.writeInt(change.surviving().size());
        for (JobKey job : change.surviving()) {
            StringValue.writeString(job.namespace(), out);
            StringValue.writeString(job.jobId(), out);
        }
    }

    private JobsListed listed(int version, Origin origin, long index, long time, DataInputView in)
            throws IOException {
        String namespace = name(in);
        String key = name(in);
        String within = version == 1 ? JobsListed.EVERYWHERE : name(in);
        int group = in.readInt();
        long latest = in.readLong();
        Set<JobKey> surviving = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            surviving.add(new JobKey(StringValue.readString(in), StringValue.readString(in)));
        }
        return new JobsListed(
                namespace, key, within, group, surviving, latest, time, index, origin);
    }

    private static void gap(Gap gap, DataOutputView out) throws IOException {
        StringValue.writeString(gap.region(), out);
        StringValue.writeString(gap.namespace(), out);
        StringValue.writeString(gap.topics(), out);
        out.writeLong(gap.afterIndex());
        out.writeLong(gap.beforeIndex());
        instant(gap.detectedAt(), out);
        out.writeBoolean(gap.lastEventAt() != null);
        if (gap.lastEventAt() != null) {
            instant(gap.lastEventAt(), out);
        }
        StringValue.writeString(gap.cause().name(), out);
        out.writeBoolean(gap.healed());
    }

    private Gap gap(DataInputView in) throws IOException {
        return new Gap(
                name(in),
                name(in),
                name(in),
                in.readLong(),
                in.readLong(),
                instant(in),
                in.readBoolean() ? instant(in) : null,
                Gap.Cause.valueOf(name(in)),
                in.readBoolean());
    }

    private static void instant(Instant instant, DataOutputView out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant instant(DataInputView in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private String name(DataInputView in) throws IOException {
        if (names == null) {
            names = new Interner();
        }
        return names.canonical(StringValue.readString(in));
    }
}
