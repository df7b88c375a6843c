package io.nomadflink.benchmarks.consumer;

import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Both jobs into a database, checkpointing each second; ends when a last savepoint has written
 * every row.
 */
record JobsWay(Stream stream) implements Way {

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        Path directory = Files.createTempDirectory(Path.of(stream.scratch()), "jobs");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, BenchJobs.configuration(directory, Duration.ofSeconds(1)));
        BenchJobs.results(
                env,
                BenchJobs.topicsOfJobs(stream.address()),
                ResultOptions.to(ResultSinks.of(database(directory))));
        JobClient job = env.executeAsync("bench");
        meter.awaitLast();
        JobEnd.stopWithSavepoint(job, directory);
        meter.end();
        JobEnd.await(job);
    }

    private String database(Path directory) {
        return stream.database().isEmpty()
                ? "sqlite:" + directory.resolve("results.db")
                : stream.database();
    }
}
