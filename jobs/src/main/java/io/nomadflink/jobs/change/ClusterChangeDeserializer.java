package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.RecordOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes changes of frames: a frame's job deletions first, as they end only what was there before.
 *
 * <p>Needs the topics {@link #TOPICS} in one subscription, since a deletion counts by its place
 * among the allocation events, and the end of a deployment before Nomad 2.0.5 is told by the
 * allocations and evaluations of its frame.
 */
public final class ClusterChangeDeserializer implements NomadEventDeserializer<ClusterChange> {
    /** What the jobs read. */
    public static final List<Topic> TOPICS =
            List.of(Topic.ALLOCATION, Topic.DEPLOYMENT, Topic.EVALUATION, Topic.JOB);

    private static final long serialVersionUID = 1L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private transient JobDeletion deletions;
    private transient AllocationReader allocations;
    private transient DeploymentReader deployments;

    @Override
    public void deserialize(NomadEvent event, RecordOutput<ClusterChange> out) throws IOException {
        deserialize(new Frame(event.index(), List.of(event), 0), NothingBefore.INSTANCE, out);
    }

    @Override
    public void deserialize(Frame frame, FrameContext context, RecordOutput<ClusterChange> out)
            throws IOException {
        for (NomadEvent event : frame.events()) {
            if (event.topic() == Topic.JOB) {
                job(event, context, out);
            }
        }
        for (NomadEvent event : frame.events()) {
            if (event.topic() == Topic.ALLOCATION) {
                allocation(event, context, out);
            } else if (event.topic() == Topic.DEPLOYMENT) {
                deployment(event, frame, context, out);
            }
        }
    }

    @Override
    public void onGap(Gap gap, RecordOutput<ClusterChange> out) {
        GapFound found = new GapFound(gap);
        out.collect(found, found.time());
    }

    @Override
    public void onInventory(
            Inventory inventory, FrameContext context, RecordOutput<ClusterChange> out) {
        Set<JobKey> surviving = new HashSet<>();
        for (Inventory.JobName job : inventory.jobs().keySet()) {
            if (inventory.survived(job)) {
                surviving.add(new JobKey(job.namespace(), job.id()));
            }
        }
        long latest = context.largestTimeBefore(Topic.ALLOCATION) / NANOS_PER_MILLI;
        out.collect(
                JobsListed.of(inventory.namespace(), surviving, latest, latest, inventory.after()));
    }

    @Override
    public TypeInformation<ClusterChange> getProducedType() {
        return ClusterChange.TYPE;
    }

    private void job(NomadEvent event, FrameContext context, RecordOutput<ClusterChange> out) {
        if (deletions == null) {
            deletions = new JobDeletion();
        }
        try {
            if (deletions.isIn(event)) {
                out.collect(deleted(event, context), event.timestampMillis());
            }
        } catch (IOException e) {
            malformed(event, out);
        }
    }

    private static JobDeleted deleted(NomadEvent event, FrameContext context) {
        long latest = context.largestTimeBefore(Topic.ALLOCATION) / NANOS_PER_MILLI;
        return new JobDeleted(
                event.namespace(),
                event.key(),
                latest,
                event.timestampMillis(),
                event.index(),
                event.origin());
    }

    private void allocation(
            NomadEvent event, FrameContext context, RecordOutput<ClusterChange> out) {
        if (allocations == null) {
            allocations = new AllocationReader();
        }
        try {
            out.collect(allocations.read(event, context), event.timestampMillis());
        } catch (IOException e) {
            malformed(event, out);
        }
    }

    private void deployment(
            NomadEvent event, Frame frame, FrameContext context, RecordOutput<ClusterChange> out) {
        if (deployments == null) {
            deployments = new DeploymentReader();
        }
        long line =
                Math.max(frame.largestTime(Topic.ALLOCATION), frame.largestTime(Topic.EVALUATION));
        long before =
                Math.max(
                        context.largestTimeBefore(Topic.ALLOCATION),
                        context.largestTimeBefore(Topic.EVALUATION));
        try {
            out.collect(
                    deployments.read(event, line, Math.max(line, before)), event.timestampMillis());
        } catch (IOException e) {
            malformed(event, out);
        }
    }

    private static void malformed(NomadEvent event, RecordOutput<ClusterChange> out) {
        long time = event.timestampMillis();
        out.collect(new Malformed(event.topic().name(), time, event.index(), event.origin()), time);
    }

    /** The context of an event that comes without its frame. */
    private enum NothingBefore implements FrameContext {
        INSTANCE;

        @Override
        public long largestTimeBefore(Topic topic) {
            return 0;
        }

        @Override
        public long arrivalNanos() {
            return 0;
        }
    }
}
