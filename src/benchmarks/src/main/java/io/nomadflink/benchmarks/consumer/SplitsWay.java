package io.nomadflink.benchmarks.consumer;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The source with many splits in one task, chained to a sink that throws away. Measured from its
 * submission: all splits read ahead before the first record is emitted.
 */
final class SplitsWay implements Way {
    private final Stream stream;
    private final int splits;
    private final Cluster cluster = new Cluster();

    SplitsWay(Stream stream, int splits) {
        this.stream = stream;
        this.splits = splits;
    }

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        StreamExecutionEnvironment env = BenchJobs.environment(BenchJobs.configuration());
        BenchJobs.discard(env, BenchJobs.deployments(stream.address(), splits));
        cluster.start();
        meter.begin();
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
