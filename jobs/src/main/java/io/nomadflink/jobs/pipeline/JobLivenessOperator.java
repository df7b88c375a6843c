package io.nomadflink.jobs.pipeline;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.JobDeleted;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.change.JobsListed;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Remembers which jobs there are, keyed by job, and deletes those that a list after a gap no longer
 * has: Nomad tells of a purge only with one event, and takes the job's allocations and deployments
 * with it. Needs to visit all keys, which functions cannot.
 */
final class JobLivenessOperator extends AbstractStreamOperator<ClusterChange>
        implements OneInputStreamOperator<ClusterChange, ClusterChange> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<Boolean> ALIVE =
            new ValueStateDescriptor<>("alive", BooleanSerializer.INSTANCE);

    private transient ValueState<Boolean> alive;
    private transient int maxParallelism;

    @Override
    public void open() throws Exception {
        super.open();
        alive = getKeyedStateStore().getState(ALIVE);
        maxParallelism = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    @Override
    public void processElement(StreamRecord<ClusterChange> element) throws Exception {
        if (element.getValue() instanceof JobsListed listed) {
            delete(listed);
            return;
        }
        if (element.getValue() instanceof JobDeleted) {
            alive.clear();
        } else if (alive.value() == null) {
            alive.update(true);
        }
        output.collect(element);
    }

    private void delete(JobsListed listed) throws Exception {
        List<JobKey> gone = new ArrayList<>();
        this.<JobKey>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        ALIVE,
                        (job, state) -> {
                            if (state.value() != null && listed.isGone(job, maxParallelism)) {
                                gone.add(job);
                            }
                        });
        for (JobKey job : gone) {
            setCurrentKey(job);
            alive.clear();
            JobDeleted deleted =
                    new JobDeleted(
                            job.namespace(),
                            job.jobId(),
                            listed.latest(),
                            listed.time(),
                            listed.index(),
                            listed.origin());
            output.collect(new StreamRecord<>(deleted, listed.time()));
        }
    }
}
