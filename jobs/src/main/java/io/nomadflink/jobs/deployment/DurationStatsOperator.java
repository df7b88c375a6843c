package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.sink.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;

/**
 * Rows of {@code deployment_duration_stats}: a deployment counts in the window of its end, and its
 * row is emitted anew.
 */
public final class DurationStatsFunction extends KeyedProcessFunction<JobKey, DeploymentEnd, Row> {
    private static final long serialVersionUID = 1L;

    private final String region;
    private final long size;
    private final long lateness;

    private transient MapState<StatusWindow, Durations> windows;
    private transient Counter lateEvents;

    /**
     * @param lateness how long after its end a window can change
     */
    public DurationStatsFunction(String region, Duration size, Duration lateness) {
        this.region = region;
        this.size = size.toMillis();
        this.lateness = lateness.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        windows =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "windows",
                                        new StatusWindow.Serializer(),
                                        new Durations.Serializer()));
        lateEvents = getRuntimeContext().getMetricGroup().counter("lateEvents");
    }

    @Override
    public void processElement(DeploymentEnd end, Context context, Collector<Row> out)
            throws Exception {
        StatusWindow window =
                new StatusWindow(end.status(), end.end() - Math.floorMod(end.end(), size));
        long frozenAt = frozenAt(window);
        if (frozenAt <= context.timerService().currentWatermark()) {
            lateEvents.inc();
            return;
        }
        Durations known = windows.get(window);
        Durations durations = (known == null ? Durations.NONE : known).plus(end.duration());
        windows.put(window, durations);
        context.timerService().registerEventTimeTimer(frozenAt);
        out.collect(row(end, window, durations.summary()));
    }

    private long frozenAt(StatusWindow window) {
        return window.start() + size - 1 + lateness;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Row> out)
            throws Exception {
        for (Iterator<StatusWindow> i = windows.keys().iterator(); i.hasNext(); ) {
            if (frozenAt(i.next()) <= timestamp) {
                i.remove();
            }
        }
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
