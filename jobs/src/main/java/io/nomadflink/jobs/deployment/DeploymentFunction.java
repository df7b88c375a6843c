package io.nomadflink.jobs.deployment;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.DeploymentChange;
import io.nomadflink.jobs.change.JobChange;
import io.nomadflink.jobs.change.JobDeleted;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.types.EmptyMaps;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Rows of {@code deployment_duration}, one with each event that changes it, and ends of deployments
 * for the statistics.
 */
public final class DeploymentFunction extends KeyedProcessFunction<JobKey, ClusterChange, Row> {
    static final OutputTag<DeploymentEnd> ENDS = new OutputTag<>("ends", DeploymentEnd.TYPE);

    private static final long serialVersionUID = 1L;

    /** Clean-up is rare: it comes in steps of this share of the retention. */
    private static final int SWEEPS = 8;

    private final String region;
    private final long retention;

    private transient MapState<String, Deployment> deployments;

    /**
     * @param retention how long after its last event an ended deployment is recognised
     */
    public DeploymentFunction(String region, Duration retention) {
        this.region = region;
        this.retention = Math.max(SWEEPS, retention.toMillis());
    }

    @Override
    public void open(OpenContext context) {
        deployments =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "deployments",
                                        StringSerializer.INSTANCE,
                                        new DeploymentSerializer()));
    }

    @Override
    public void processElement(ClusterChange change, Context context, Collector<Row> out)
            throws Exception {
        if (change instanceof DeploymentChange deployment) {
            see(deployment, context, out);
        } else if (change instanceof JobDeleted job) {
            purge(job, context, out);
        }
    }

    private void see(DeploymentChange change, Context context, Collector<Row> out)
            throws Exception {
        Deployment deployment = deployments.get(change.id());
        Row before = deployment == null ? null : row(change, deployment);
        boolean older = deployment == null && change.origin() == Origin.SNAPSHOT;
        deployment = deployment == null ? Deployment.first(change) : deployment;
        boolean ends = deployment.see(change);
        boolean endedBeforeTheStream = older && ends;
        deployment.untold |= endedBeforeTheStream;
        Row after = row(change, deployment);
        boolean tell = !after.equals(before) && !endedBeforeTheStream;
        if (tell && (ends || deployment.untold)) {
            context.output(ENDS, end(change, deployment));
            deployment.untold = false;
        }
        deployments.put(change.id(), deployment);
        if (tell) {
            out.collect(after);
        }
        if (deployment.isOver()) {
            sweepAt(deployment.lastSeen + retention, context);
        }
    }

    private static DeploymentEnd end(JobChange job, Deployment deployment) {
        return new DeploymentEnd(
                job.namespace(),
                job.jobId(),
                deployment.status,
                Deployment.millis(deployment.end),
                deployment.since(deployment.end));
    }

    private void purge(JobDeleted job, Context context, Collector<Row> out) throws Exception {
        for (Map.Entry<String, Deployment> entry : deployments.entries()) {
            Deployment deployment = entry.getValue();
            if (deployment.purge()) {
                entry.setValue(deployment);
                out.collect(row(job, deployment));
                sweepAt(deployment.lastSeen + retention, context);
            }
        }
    }

    private void sweepAt(long time, Context context) {
        long step = retention / SWEEPS;
        long due = Math.max(time, context.timerService().currentWatermark());
        context.timerService().registerEventTimeTimer((Math.floorDiv(due, step) + 1) * step);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Row> out)
            throws Exception {
        for (Iterator<Map.Entry<String, Deployment>> i = deployments.iterator(); i.hasNext(); ) {
            Deployment deployment = i.next().getValue();
            if (deployment.isOver() && deployment.lastSeen + retention <= timestamp) {
                i.remove();
            }
        }
        EmptyMaps.forget(deployments);
    }

    private Row row(JobChange job, Deployment deployment) {
        return Tables.DEPLOYMENT_DURATION.row(
                deployment.id,
                region,
                job.namespace(),
                job.jobId(),
                deployment.jobVersion,
                deployment.status,
                time(deployment.begin()),
                deployment.end == 0 ? null : time(deployment.end),
                deployment.since(deployment.end),
                deployment.pausedMillis(),
                deployment.since(deployment.healthyAt),
                deployment.since(deployment.promotedAt),
                (long) deployment.desired,
                (long) deployment.placed,
                (long) deployment.healthy,
                (long) deployment.unhealthy,
                (long) deployment.canaries,
                deployment.startExact(),
                deployment.endExact);
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochMilli(Deployment.millis(nanos));
    }
}
