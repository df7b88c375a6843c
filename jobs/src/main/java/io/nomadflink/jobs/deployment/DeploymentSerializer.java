package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** All that is remembered of a deployment. */
public final class DeploymentSerializer extends CompactSerializer<Deployment> {
    private static final long serialVersionUID = 1L;
    private static final int TYPICAL_SIZE = 192;

    @Override
    protected int version() {
        return 2;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Deployment copy(Deployment from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(TYPICAL_SIZE);
            serialize(from, out);
            return read(
                    version(), new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    @Override
    public void serialize(Deployment deployment, DataOutputView out) throws IOException {
        StringValue.writeString(deployment.id, out);
        out.writeLong(deployment.jobVersion);
        StringValue.writeString(deployment.status, out);
        out.writeLong(deployment.firstTime);
        out.writeLong(deployment.start);
        out.writeBoolean(deployment.ended);
        out.writeLong(deployment.end);
        out.writeBoolean(deployment.endExact);
        out.writeLong(deployment.healthyAt);
        out.writeLong(deployment.promotedAt);
        out.writeBoolean(deployment.inPause);
        out.writeLong(deployment.pausedAt);
        out.writeLong(deployment.paused);
        out.writeInt(deployment.desired);
        out.writeInt(deployment.placed);
        out.writeInt(deployment.healthy);
        out.writeInt(deployment.unhealthy);
        out.writeInt(deployment.canaries);
        out.writeLong(deployment.lastSeen);
        out.writeBoolean(deployment.untold);
    }

    @Override
    protected Deployment read(int version, DataInputView in) throws IOException {
        Deployment deployment = new Deployment(StringValue.readString(in));
        deployment.jobVersion = in.readLong();
        deployment.status = StringValue.readString(in);
        deployment.firstTime = in.readLong();
        deployment.start = in.readLong();
        deployment.ended = in.readBoolean();
        deployment.end = in.readLong();
        deployment.endExact = in.readBoolean();
        deployment.healthyAt = in.readLong();
        deployment.promotedAt = in.readLong();
        deployment.inPause = in.readBoolean();
        deployment.pausedAt = in.readLong();
        deployment.paused = in.readLong();
        deployment.desired = in.readInt();
        deployment.placed = in.readInt();
        deployment.healthy = in.readInt();
        deployment.unhealthy = in.readInt();
        deployment.canaries = in.readInt();
        deployment.lastSeen = in.readLong();
        deployment.untold = version > 1 && in.readBoolean();
        return deployment;
    }
}
