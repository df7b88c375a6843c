package io.nomadflink.benchmarks.consumer;

import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Both jobs into a database, checkpointing each second; ends when a last savepoint has written
 * every row.
 */
final class JobsWay implements Way {
    private final Stream stream;
    private final Cluster cluster = new Cluster();

    JobsWay(Stream stream) {
        this.stream = stream;
    }

    @Override
    public void consume(Meter meter) throws Exception {
        ObservedEvents.observe(meter);
        Path directory = Files.createTempDirectory(Path.of(stream.scratch()), "jobs");
        StreamExecutionEnvironment env =
                BenchJobs.environment(BenchJobs.configuration(directory, Duration.ofSeconds(1)));
        BenchJobs.results(
                env,
                BenchJobs.topicsOfJobs(stream.address()),
                ResultOptions.to(ResultSinks.of(database(directory))));
        JobID job = cluster.submit(env);
        meter.awaitLast();
        cluster.stop(job, directory.resolve("savepoints"));
        meter.end();
        cluster.awaitEnd(job);
    }

    private String database(Path directory) {
        return stream.database().isEmpty()
                ? "sqlite:" + directory.resolve("results.db")
                : stream.database();
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
