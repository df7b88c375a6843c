package io.nomadflink.benchmarks.consumer;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The source in Flink, chained to a sink that throws away. */
record SourceWay(Stream stream, boolean typed) implements Way {

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, BenchJobs.configuration());
        BenchJobs.discard(env, BenchJobs.allTopics(stream.address(), typed));
        JobClient job = env.executeAsync("bench");
        meter.awaitLast();
        meter.end();
        job.cancel().get();
        JobEnd.await(job);
    }
}
