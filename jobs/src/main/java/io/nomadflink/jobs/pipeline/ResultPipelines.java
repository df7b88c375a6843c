package io.nomadflink.jobs.pipeline;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.JobChange;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.deployment.DeploymentPipeline;
import io.nomadflink.jobs.failure.FailureRateOperator;
import io.nomadflink.jobs.failure.Windows;
import io.nomadflink.jobs.sink.Table;
import io.nomadflink.jobs.sink.Tables;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;

/**
 * Wires a stream of changes to the jobs and their sinks.
 *
 * <p>Run it in streaming mode, bounded input too: results depend on the order in which events came.
 */
public final class ResultPipelines {
    /** Fixed, so that state can be restored at any parallelism up to it. */
    public static final int MAX_PARALLELISM = 128;

    private final ResultOptions options;

    private ResultPipelines(ResultOptions options) {
        this.options = options;
    }

    /**
     * Adds the jobs that the options name to the environment of the stream.
     *
     * @throws IllegalArgumentException if its parallelism is above {@link #MAX_PARALLELISM}
     */
    public static void add(DataStream<ClusterChange> changes, ResultOptions options) {
        new ResultPipelines(options).add(changes);
    }

    private void add(DataStream<ClusterChange> changes) {
        bound(changes.getExecutionEnvironment());
        SingleOutputStreamOperator<ClusterChange> routed = route(changes);
        KeyedStream<ClusterChange, JobKey> byJob = byJob(routed);
        if (options.jobs().contains(Job.ALLOCATION_FAILURE_RATE)) {
            failureRates(byJob);
        }
        if (options.jobs().contains(Job.DEPLOYMENT_DURATION)) {
            deployments(byJob);
        }
        gaps(routed.getSideOutput(ChangeRouter.GAPS));
    }

    private static void bound(StreamExecutionEnvironment environment) {
        if (environment.getParallelism() > MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "parallelism "
                            + environment.getParallelism()
                            + " (-p, parallelism.default) is more than "
                            + MAX_PARALLELISM);
        }
        environment.setMaxParallelism(MAX_PARALLELISM);
    }

    /**
     * As parallel as the source and one to one: spread over more tasks, a split's events would lose
     * their order.
     */
    private static SingleOutputStreamOperator<ClusterChange> route(
            DataStream<ClusterChange> changes) {
        return changes.forward()
                .process(new ChangeRouter())
                .returns(ClusterChange.TYPE)
                .setParallelism(changes.getParallelism())
                .name("Route changes")
                .uid("changes");
    }

    private void failureRates(KeyedStream<ClusterChange, JobKey> changes) {
        FailureRateOperator operator =
                new FailureRateOperator(
                        options.region(),
                        Windows.of(options.window(), options.slide()),
                        options.allowedLateness(),
                        options.retention());
        sink(
                Tables.ALLOCATION_FAILURE_RATE,
                changes.transform(
                                "Allocation failure rate",
                                Tables.ALLOCATION_FAILURE_RATE.type(),
                                operator)
                        .uid("allocation-failure-rate"));
    }

    private void deployments(KeyedStream<ClusterChange, JobKey> changes) {
        DeploymentPipeline pipeline =
                DeploymentPipeline.of(
                        changes,
                        options.region(),
                        options.window(),
                        options.allowedLateness(),
                        options.retention());
        sink(Tables.DEPLOYMENT_DURATION, pipeline.durations());
        sink(Tables.DEPLOYMENT_DURATION_STATS, pipeline.stats());
    }

    /** As parallel as the router: a gap comes before the same gap healed, also here. */
    private void gaps(DataStream<ClusterChange> changes) {
        sink(
                Tables.STREAM_GAP,
                changes.map(new GapRow(options.region()))
                        .returns(Tables.STREAM_GAP.type())
                        .setParallelism(changes.getParallelism())
                        .name("Stream gaps")
                        .uid("stream-gaps"));
    }

    /** One exchange for all: behind it the changes of a job stay in one task, in their order. */
    private KeyedStream<ClusterChange, JobKey> byJob(DataStream<ClusterChange> changes) {
        KeySelector<ClusterChange, JobKey> key = change -> ((JobChange) change).key();
        SingleOutputStreamOperator<ClusterChange> living =
                changes.keyBy(key, JobKey.TYPE)
                        .transform(
                                "Known jobs",
                                ClusterChange.TYPE,
                                new JobLivenessOperator(options.retention()))
                        .uid("known-jobs");
        return DataStreamUtils.reinterpretAsKeyedStream(living, key, JobKey.TYPE);
    }

    private void sink(Table table, DataStream<Row> rows) {
        for (int i = 0; i < options.sinks().size(); i++) {
            options.sinks().get(i).attach(table, rows, "sink-" + table.name() + "-" + i);
        }
    }
}
