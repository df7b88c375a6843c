package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.AllocationId;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.DeploymentChange;
import io.nomadflink.jobs.change.JobDeleted;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.types.CompactSerializer;
import io.nomadflink.jobs.window.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;

/**
 * Rows of {@code allocation_failure_rate}, keyed by job: windows that are still open, too.
 *
 * <p>An event only changes state. The rows it touched are emitted when a window ends, before each
 * checkpoint's barrier and at the end of the input, so that with every checkpoint the table equals
 * the state, and a restored job has nothing to catch up on. That needs the hook before the barrier,
 * which functions do not have.
 */
public final class FailureRateOperator extends AbstractStreamOperator<Row>
        implements OneInputStreamOperator<ClusterChange, Row>,
                Triggerable<JobKey, VoidNamespace>,
                BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private final String region;
    private final FailureRates rates;

    private transient JobState state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient WindowState saved;
    private transient long watermark;
    private transient Map<JobKey, Touched> touched;
    private transient Counter lateEvents;

    /**
     * @param lateness how long after its end a window can change
     * @param retention how long after its last event a terminal allocation is recognised
     */
    public FailureRateOperator(
            String region, Windows windows, Duration lateness, Duration retention) {
        this.region = region;
        this.rates = new FailureRates(windows, lateness, retention);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        saved = WindowState.restore(context.getOperatorStateStore(), rates.windows().options());
        watermark = saved.watermark();
    }

    @Override
    public void open() throws Exception {
        super.open();
        state =
                new JobState(
                        store(
                                "allocations",
                                new AllocationId.Serializer(),
                                new TrackedAllocation.Serializer()),
                        store(
                                "tombstones",
                                new AllocationId.Serializer(),
                                new Tombstone.Serializer()),
                        store(
                                "windows",
                                new GroupWindow.Serializer(),
                                new WindowCounts.Serializer()));
        timers = getInternalTimerService("sweeps", VoidNamespaceSerializer.INSTANCE, this);
        touched = new HashMap<>();
        lateEvents = getMetricGroup().counter("lateEvents");
    }

    private <K, V> Store<K, V> store(
            String name, CompactSerializer<K> keys, CompactSerializer<V> values) {
        return new MapStateStore<>(
                getKeyedStateStore().getMapState(new MapStateDescriptor<>(name, keys, values)));
    }

    @Override
    public void processElement(StreamRecord<ClusterChange> element) throws Exception {
        ClusterChange change = element.getValue();
        if (change instanceof DeploymentChange) {
            return;
        }
        Touched rows = touched((JobKey) getCurrentKey(), change.time());
        if (change instanceof AllocationChange allocation) {
            if (!rates.see(allocation, state, rows, watermark)) {
                lateEvents.inc();
            }
        } else if (change instanceof JobDeleted job) {
            rates.delete(job, state, rows, watermark);
        }
    }

    /**
     * What was touched of a job since the last flush; the first touch also sees to the clean-up.
     */
    private Touched touched(JobKey key, long time) {
        Touched known = touched.get(key);
        if (known == null) {
            known = new Touched();
            touched.put(key, known);
            sweepAt(rates.forgettable(Math.max(time, watermark)));
        }
        return known;
    }

    private void sweepAt(long time) {
        long interval = rates.sweepInterval();
        timers.registerEventTimeTimer(
                VoidNamespace.INSTANCE, (Math.floorDiv(time, interval) + 1) * interval);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (rates.windows().anyEnds(watermark, mark.getTimestamp())) {
            flush();
        }
        watermark = Math.max(watermark, mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<JobKey, VoidNamespace> timer) throws Exception {
        Touched rows = touched.remove(timer.getKey());
        if (rows != null) {
            emit(timer.getKey(), rows);
        }
        long next = rates.sweep(state, Math.max(watermark, timer.getTimestamp()));
        if (next != Long.MAX_VALUE) {
            sweepAt(next);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<JobKey, VoidNamespace> timer) {}

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        saved.save(watermark);
    }

    @Override
    public void endInput() throws Exception {
        flush();
    }

    private void flush() throws Exception {
        Object current = getCurrentKey();
        for (Map.Entry<JobKey, Touched> job : touched.entrySet()) {
            setCurrentKey(job.getKey());
            emit(job.getKey(), job.getValue());
        }
        touched.clear();
        if (current != null) {
            setCurrentKey(current);
        }
    }

    private void emit(JobKey job, Touched rows) throws Exception {
        ChangedRows.emit(
                state,
                rows,
                rates.windows(),
                row -> output.collect(new StreamRecord<>(row(job, row))));
    }

    private Row row(JobKey job, WindowResult result) {
        WindowCounts counts = result.counts();
        return Tables.ALLOCATION_FAILURE_RATE.row(
                region,
                job.namespace(),
                job.jobId(),
                result.group(),
                Instant.ofEpochMilli(result.start()),
                Instant.ofEpochMilli(result.end()),
                result.active(),
                (long) counts.placed(),
                (long) counts.completed(),
                (long) counts.failed(),
                (long) counts.lost(),
                result.failureRate());
    }
}
