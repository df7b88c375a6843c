package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import io.nomadflink.jobs.sink.ResultSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
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
        CountedEvents.meter = meter;
        Path directory = Files.createTempDirectory(Path.of(stream.scratch()), "jobs");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(directory))
                        .setParallelism(1);
        NomadSource<ClusterChange> source =
                NomadSource.<ClusterChange>builder()
                        .setAddresses(stream.address())
                        .setTopics(Topic.ALLOCATION, Topic.DEPLOYMENT, Topic.EVALUATION, Topic.JOB)
                        .setOneSplit(true)
                        .setStartingPosition(StartingPosition.earliest())
                        .setWatermarks(NomadWatermarks.bounded(Duration.ofSeconds(5)))
                        .setDeserializer(
                                new CountedEvents<>(new ClusterChangeDeserializer(), false))
                        .build();
        ResultPipelines.add(
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "Nomad events")
                        .uid("nomad-events"),
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

    private static Configuration configuration(Path directory) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }
}
