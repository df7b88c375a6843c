package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.NomadSourceBuilder;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The source in Flink, chained to a sink that throws away. */
final class SourceWay implements Way {
    private final Supplier<NomadSourceBuilder<NomadEvent>> source;
    private final boolean fromSubmission;
    private final Cluster cluster = new Cluster();

    /**
     * @param fromSubmission whether to measure from there and not from the first event: many splits
     *     read ahead before the first record is emitted
     */
    SourceWay(Supplier<NomadSourceBuilder<NomadEvent>> source, boolean fromSubmission) {
        this.source = source;
        this.fromSubmission = fromSubmission;
    }

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        StreamExecutionEnvironment env = BenchJobs.environment(BenchJobs.configuration());
        BenchJobs.discard(env, source.get());
        cluster.start();
        if (fromSubmission) {
            meter.begin();
        }
        JobID job = cluster.submit(env);
        meter.awaitLast();
        meter.end();
        cluster.cancel(job);
        cluster.awaitEnd(job);
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
