package io.nomadflink.benchmarks.consumer;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The source in Flink, chained to a sink that throws away. */
final class SourceWay implements Way {
    private final Stream stream;
    private final boolean typed;
    private final Cluster cluster = new Cluster();

    SourceWay(Stream stream, boolean typed) {
        this.stream = stream;
        this.typed = typed;
    }

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        StreamExecutionEnvironment env = BenchJobs.environment(BenchJobs.configuration());
        BenchJobs.discard(env, BenchJobs.allTopics(stream.address(), typed));
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
