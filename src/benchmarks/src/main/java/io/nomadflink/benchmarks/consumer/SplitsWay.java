package io.nomadflink.benchmarks.consumer;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The source with many splits in one task, chained to a sink that throws away. Measured from its
 * submission: all splits read ahead before the first record is emitted.
 */
record SplitsWay(Stream stream, int splits) implements Way {

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, BenchJobs.configuration());
        BenchJobs.discard(env, BenchJobs.deployments(stream.address(), splits));
        meter.begin();
        JobClient job = env.executeAsync("bench");
        meter.awaitLast();
        meter.end();
        job.cancel().get();
        JobEnd.await(job);
    }
}
