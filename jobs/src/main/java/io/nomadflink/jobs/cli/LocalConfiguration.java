package io.nomadflink.jobs.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's settings for a run inside this process. */
final class LocalConfiguration {
    /** One job id for all runs, so that checkpoints of one state directory stand in one place. */
    private static final String JOB_ID = "6e6f6d61642d666c696e6b2d6a6f6273";

    private LocalConfiguration() {}

    static Configuration of(
            Path checkpoints,
            Optional<Path> restore,
            Duration interval,
            Duration patience,
            boolean bounded) {
        Configuration conf = new Configuration();
        conf.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        conf.set(PipelineOptions.GENERIC_TYPES, false);
        conf.set(PipelineOptions.OBJECT_REUSE, true);
        checkpoints(conf, checkpoints, interval, patience);
        conf.setString("$internal.pipeline.job-id", JOB_ID);
        conf.setString("execution.state-recovery.claim-mode", "CLAIM");
        restore.ifPresent(
                path -> {
                    conf.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
                    conf.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
                });
        conf.setString(
                "metrics.reporter.progress.factory.class", SourceCounters.Factory.class.getName());
        restarts(conf, bounded);
        memory(conf);
        return conf;
    }

    private static void checkpoints(
            Configuration conf, Path directory, Duration interval, Duration patience) {
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        conf.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, patience.plus(Duration.ofMinutes(1)));
        conf.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1_000);
        conf.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        conf.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        conf.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        conf.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    }

    private static void restarts(Configuration conf, boolean bounded) {
        if (bounded) {
            conf.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            return;
        }
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, 2);
        conf.set(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
                Duration.ofMinutes(5));
        conf.set(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, Duration.ofMillis(500));
    }

    private static void memory(Configuration conf) {
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        conf.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        conf.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    }
}
