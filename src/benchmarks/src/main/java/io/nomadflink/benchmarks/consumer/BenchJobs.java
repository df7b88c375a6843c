package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The Flink jobs that are measured. */
public final class BenchJobs {
    private static final Duration DISORDER = Duration.ofSeconds(5);
    private static final long HELD_BY_ALL = 64L << 20;

    private BenchJobs() {}

    /** For {@link Cluster}. */
    public static StreamExecutionEnvironment environment(Configuration configuration) {
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
    }

    /** Without checkpoints. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }

    /** Checkpointing into a directory. */
    public static Configuration configuration(Path directory, Duration interval) {
        Configuration configuration = configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        return configuration;
    }

    /** All topics of an address in one split. */
    public static NomadSourceBuilder<NomadEvent> allTopics(String address, boolean typed) {
        return NomadSource.<NomadEvent>builder()
                .setAddresses(address)
                .setTopics(Topic.ALL)
                .setOneSplit(true)
                .setStartingPosition(StartingPosition.earliest())
                .setWatermarks(NomadWatermarks.bounded(DISORDER))
                .setDeserializer(new ObservedEvents<>(NomadEventDeserializer.events(), typed));
    }

    /**
     * One topic of an address in so many splits, by namespaces {@code s0}, {@code s1}, …. However
     * many they are, together they may hold the same.
     */
    public static NomadSourceBuilder<NomadEvent> deployments(String address, int splits) {
        return allTopics(address, false)
                .setTopics(Topic.DEPLOYMENT)
                .setOption(NomadSourceOptions.QUEUE_SIZE, new MemorySize(HELD_BY_ALL / splits))
                .setNamespaces(
                        IntStream.range(0, splits).mapToObj(i -> "s" + i).toArray(String[]::new));
    }

    /** The source, chained to a sink that throws away. */
    public static void discard(
            StreamExecutionEnvironment env, NomadSourceBuilder<NomadEvent> source) {
        env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "Nomad events")
                .uid("nomad-events")
                .sinkTo(new DiscardingSink<>());
    }

    /** The topics that the jobs need, in one split. */
    public static NomadSourceBuilder<ClusterChange> topicsOfJobs(String address) {
        return NomadSource.<ClusterChange>builder()
                .setAddresses(address)
                .setTopics(Topic.ALLOCATION, Topic.DEPLOYMENT, Topic.EVALUATION, Topic.JOB)
                .setOneSplit(true)
                .setStartingPosition(StartingPosition.earliest())
                .setWatermarks(NomadWatermarks.bounded(DISORDER))
                .setDeserializer(new ObservedEvents<>(new ClusterChangeDeserializer(), false));
    }

    /** Both jobs. */
    public static void results(
            StreamExecutionEnvironment env,
            NomadSourceBuilder<ClusterChange> source,
            ResultOptions options) {
        ResultPipelines.add(
                env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "Nomad events")
                        .uid("nomad-events"),
                options);
    }
}
