package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.sink.Tables;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Row;

/**
 * The two tables of deployments.
 *
 * @param durations rows of {@code deployment_duration}
 * @param stats rows of {@code deployment_duration_stats}
 */
public record DeploymentPipeline(DataStream<Row> durations, DataStream<Row> stats) {

    /**
     * Statistics are kept in windows of this size, which do not overlap: a deployment ends once.
     */
    public static DeploymentPipeline of(
            KeyedStream<ClusterChange, JobKey> changes,
            String region,
            Duration window,
            Duration lateness,
            Duration retention) {
        SingleOutputStreamOperator<Row> durations =
                changes.process(new DeploymentFunction(region, retention))
                        .returns(Tables.DEPLOYMENT_DURATION.type())
                        .name("Deployment duration")
                        .uid("deployment-duration");
        DataStream<Row> stats =
                durations
                        .getSideOutput(DeploymentFunction.ENDS)
                        .keyBy(DeploymentEnd::job, JobKey.TYPE)
                        .transform(
                                "Deployment duration statistics",
                                Tables.DEPLOYMENT_DURATION_STATS.type(),
                                new DurationStatsOperator(region, window, lateness))
                        .uid("deployment-duration-stats");
        return new DeploymentPipeline(durations, stats);
    }
}
