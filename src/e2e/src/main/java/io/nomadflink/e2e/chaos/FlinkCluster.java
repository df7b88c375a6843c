package io.nomadflink.e2e.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.highavailability.nonha.embedded.HaLeadershipControl;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process whose TaskManagers can be killed. */
final class FlinkCluster implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final MiniCluster cluster;
    private final Path savepoints;
    private final Path checkpoints;
    private int newest;

    FlinkCluster(Path directory) throws Exception {
        savepoints = Files.createDirectories(directory.resolve("savepoints"));
        checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
        Configuration configuration = new Configuration();
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(4)
                                .setConfiguration(configuration)
                                .setHaServices(MiniCluster.HaServices.WITH_LEADERSHIP_CONTROL)
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    /** Checkpoints often, restarts for ever and at once. */
    StreamExecutionEnvironment environment(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(150));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        environment.setMaxParallelism(16);
        return environment;
    }

    /**
     * @param savepoint to start from, or null
     */
    JobID start(StreamExecutionEnvironment environment, String savepoint) throws Exception {
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        cluster.submitJob(graph).get();
        return graph.getJobID();
    }

    JobStatus status(JobID job) throws Exception {
        return cluster.getJobStatus(job).get();
    }

    /** The savepoint that the job ended with; a job that is restarting takes none, so try on. */
    String stopWithSavepoint(JobID job) throws Exception {
        String path =
                patiently(
                        () ->
                                cluster.stopWithSavepoint(
                                        job,
                                        savepoints.toString(),
                                        false,
                                        SavepointFormatType.CANONICAL));
        cluster.requestJobResult(job).get();
        return path;
    }

    /** A checkpoint that is kept when the job is cancelled. */
    String checkpoint(JobID job) throws Exception {
        return patiently(() -> cluster.triggerCheckpoint(job));
    }

    private static String patiently(Supplier<CompletableFuture<String>> attempt) throws Exception {
        for (int i = 1; ; i++) {
            try {
                return attempt.get().get();
            } catch (ExecutionException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** The job's JobManager loses its leadership for a while. */
    void replaceJobManager(JobID job, Duration without) throws Exception {
        HaLeadershipControl control = cluster.getHaLeadershipControl().orElseThrow();
        control.revokeJobMasterLeadership(job).get();
        TimeUnit.MILLISECONDS.sleep(without.toMillis());
        control.grantJobMasterLeadership(job).get();
    }

    void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
    }

    /** Kills the only TaskManager and starts another. */
    void replaceTaskManager() throws Exception {
        cluster.terminateTaskManager(newest++).get();
        cluster.startTaskManager();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
