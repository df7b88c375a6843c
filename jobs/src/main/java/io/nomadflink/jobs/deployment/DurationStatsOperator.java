package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.types.EmptyMaps;
import io.nomadflink.jobs.window.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;

/**
 * Rows of {@code deployment_duration_stats}: a deployment counts in the window of its end, and its
 * row is emitted anew. Remembers the watermark, which functions cannot.
 */
public final class DurationStatsOperator extends AbstractStreamOperator<Row>
        implements OneInputStreamOperator<DeploymentEnd, Row>, Triggerable<JobKey, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** As Flink names those of functions, which this was: savepoints hold them under it. */
    private static final String TIMERS = "user-timers";

    private final String region;
    private final long size;
    private final long lateness;

    private transient MapState<StatusWindow, Durations> windows;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient WindowState saved;
    private transient long watermark;
    private transient Counter lateEvents;

    /**
     * @param lateness how long after its end a window can change
     */
    public DurationStatsOperator(String region, Duration size, Duration lateness) {
        this.region = region;
        this.size = size.toMillis();
        this.lateness = lateness.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        saved =
                WindowState.restore(
                        context.getOperatorStateStore(), WindowState.option("--window", size));
        watermark = saved.watermark();
    }

    @Override
    public void open() throws Exception {
        super.open();
        windows =
                getKeyedStateStore()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "windows",
                                        new StatusWindow.Serializer(),
                                        new Durations.Serializer()));
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        lateEvents = getMetricGroup().counter("lateEvents");
    }

    @Override
    public void processElement(StreamRecord<DeploymentEnd> element) throws Exception {
        DeploymentEnd end = element.getValue();
        StatusWindow window =
                new StatusWindow(end.status(), end.end() - Math.floorMod(end.end(), size));
        long frozenAt = frozenAt(window);
        if (frozenAt <= watermark) {
            lateEvents.inc();
            return;
        }
        Durations known = windows.get(window);
        Durations durations = (known == null ? Durations.NONE : known).plus(end.duration());
        windows.put(window, durations);
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, frozenAt);
        output.collect(element.replace(row(end, window, durations.summary())));
    }

    private long frozenAt(StatusWindow window) {
        return window.start() + size - 1 + lateness;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = Math.max(watermark, mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<JobKey, VoidNamespace> timer) throws Exception {
        for (Iterator<StatusWindow> i = windows.keys().iterator(); i.hasNext(); ) {
            if (frozenAt(i.next()) <= timer.getTimestamp()) {
                i.remove();
            }
        }
        EmptyMaps.forget(windows);
    }

    @Override
    public void onProcessingTime(InternalTimer<JobKey, VoidNamespace> timer) {}

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        saved.save(watermark);
    }

    private Row row(DeploymentEnd end, StatusWindow window, Durations.Summary durations) {
        return Tables.DEPLOYMENT_DURATION_STATS.row(
                region,
                end.namespace(),
                end.jobId(),
                end.status(),
                Instant.ofEpochMilli(window.start()),
                Instant.ofEpochMilli(window.start() + size),
                durations.count(),
                durations.p50(),
                durations.p95(),
                durations.p99(),
                durations.max());
    }
}
