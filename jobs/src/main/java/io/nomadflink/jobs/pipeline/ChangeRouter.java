package io.nomadflink.jobs.pipeline;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.GapFound;
import io.nomadflink.jobs.change.JobChange;
import io.nomadflink.jobs.change.JobsListed;
import io.nomadflink.jobs.change.Malformed;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends changes to whom they concern, so that each is serialized once, and counts payloads that
 * could not be read.
 */
final class ChangeRouter extends ProcessFunction<ClusterChange, ClusterChange> {
    static final OutputTag<ClusterChange> GAPS = new OutputTag<>("gaps", ClusterChange.TYPE);

    private static final long serialVersionUID = 1L;

    private transient Counter malformedPayloads;

    @Override
    public void open(OpenContext context) {
        malformedPayloads = getRuntimeContext().getMetricGroup().counter("malformedPayloads");
    }

    @Override
    public void processElement(
            ClusterChange change, Context context, Collector<ClusterChange> out) {
        if (change instanceof JobsListed listed) {
            listed.perKeyGroup(ResultPipelines.MAX_PARALLELISM).forEach(out::collect);
        } else if (change instanceof JobChange) {
            out.collect(change);
        } else if (change instanceof GapFound) {
            context.output(GAPS, change);
        } else if (change instanceof Malformed) {
            malformedPayloads.inc();
        }
    }
}
