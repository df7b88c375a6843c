package io.nomadflink.jobs.pipeline;

import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.DeploymentChange;
import io.nomadflink.jobs.change.JobDeleted;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.change.JobsListed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Remembers which jobs may have something open, keyed by job, and deletes those that a list after a
 * gap no longer has: Nomad tells of a purge only with one event, and takes the job's allocations
 * and deployments with it. Needs to visit all keys, which functions cannot.
 *
 * <p>Allocations of a purged job go on sending events while they stop. For the retention these do
 * not bring it back; only what was created since does.
 */
final class JobLivenessOperator extends AbstractStreamOperator<ClusterChange>
        implements OneInputStreamOperator<ClusterChange, ClusterChange>,
                Triggerable<JobKey, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final ValueStateDescriptor<Boolean> ALIVE =
            new ValueStateDescriptor<>("alive", BooleanSerializer.INSTANCE);
    private static final ValueStateDescriptor<Long> DELETED =
            new ValueStateDescriptor<>("deleted", LongSerializer.INSTANCE);

    private final long retention;

    private transient ValueState<Boolean> alive;

    /** The largest allocation time before the job was deleted, ms. */
    private transient ValueState<Long> deleted;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient int maxParallelism;

    /** The living jobs of this task by key group, while lists come in; else null. */
    private transient Map<Integer, List<JobKey>> living;

    /**
     * @param retention for how long, in event time, a deleted job is remembered
     */
    JobLivenessOperator(Duration retention) {
        this.retention = retention.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        alive = getKeyedStateStore().getState(ALIVE);
        deleted = getKeyedStateStore().getState(DELETED);
        timers = getInternalTimerService("deletions", VoidNamespaceSerializer.INSTANCE, this);
        maxParallelism = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    @Override
    public void processElement(StreamRecord<ClusterChange> element) throws Exception {
        if (element.getValue() instanceof JobsListed listed) {
            delete(listed);
            return;
        }
        living = null;
        if (element.getValue() instanceof JobDeleted job) {
            delete(job);
        } else if (alive.value() == null && brings(element.getValue())) {
            alive.update(true);
            deleted.clear();
        }
        output.collect(element);
    }

    /** Whether an event shows that the job may have something open. */
    private boolean brings(ClusterChange change) throws Exception {
        Long before = deleted.value();
        if (change instanceof AllocationChange allocation) {
            return !allocation.status().isCounted() && (before == null || allocation.created());
        }
        return change instanceof DeploymentChange deployment
                && !deployment.isTerminal()
                && (before == null || isLater(deployment, before));
    }

    /** Also where its start is unknown, as in Nomad before 1.9.2 without a progress deadline. */
    private static boolean isLater(DeploymentChange deployment, long deleted) {
        long start =
                deployment.createTime() != 0 ? deployment.createTime() : deployment.derivedStart();
        return start == 0 || start > deleted * NANOS_PER_MILLI;
    }

    private void delete(JobDeleted job) throws Exception {
        alive.clear();
        deleted.update(job.latest());
        timers.registerEventTimeTimer(
                VoidNamespace.INSTANCE,
                Math.max(job.latest(), timers.currentWatermark()) + retention);
    }

    private void delete(JobsListed listed) throws Exception {
        if (living == null) {
            living = livingByKeyGroup();
        }
        for (JobKey job : living.getOrDefault(listed.group(), List.of())) {
            setCurrentKey(job);
            if (listed.isGone(job) && alive.value() != null) {
                JobDeleted gone = listed.deleted(job);
                delete(gone);
                output.collect(new StreamRecord<>(gone, listed.time()));
            }
        }
    }

    /** One walk over all jobs, since the list comes in as many parts as there are key groups. */
    private Map<Integer, List<JobKey>> livingByKeyGroup() throws Exception {
        Map<Integer, List<JobKey>> found = new HashMap<>();
        this.<JobKey>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        ALIVE,
                        (job, state) -> {
                            int group = JobsListed.groupOf(job, maxParallelism);
                            found.computeIfAbsent(group, g -> new ArrayList<>()).add(job);
                        });
        return found;
    }

    @Override
    public void onEventTime(InternalTimer<JobKey, VoidNamespace> timer) throws Exception {
        Long before = deleted.value();
        if (before != null && before + retention <= timer.getTimestamp()) {
            deleted.clear();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<JobKey, VoidNamespace> timer) {}
}
