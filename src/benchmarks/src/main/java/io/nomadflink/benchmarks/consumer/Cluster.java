package io.nomadflink.benchmarks.consumer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this process, there for all passes: its start, and compiling what only a start
 * needs, are no part of reading a stream.
 */
public final class Cluster implements Closeable {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MS = 100;

    private MiniCluster cluster;

    public JobID submit(StreamExecutionEnvironment env) throws Exception {
        start();
        return cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
    }

    /** If it has not started yet. */
    void start() throws Exception {
        if (cluster == null) {
            cluster = started();
        }
    }

    private static MiniCluster started() throws Exception {
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(new Configuration())
                                .withRandomPorts()
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(1)
                                .build());
        cluster.start();
        return cluster;
    }

    /**
     * Ends a job by a savepoint that writes what its sinks hold. Flink refuses until all tasks run,
     * so it is asked again.
     */
    public void stop(JobID job, Path savepoints) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                cluster.stopWithSavepoint(
                                job,
                                savepoints.toUri().toString(),
                                false,
                                SavepointFormatType.NATIVE)
                        .get();
                return;
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
    }

    /** Waits until a job's threads are gone. */
    public void awaitEnd(JobID job) throws Exception {
        cluster.requestJobResult(job)
                .get()
                .getSerializedThrowable()
                .filter(failure -> !failure.getMessage().contains("cancelled"))
                .ifPresent(
                        failure -> {
                            throw new IllegalStateException("the job failed", failure);
                        });
    }

    @Override
    public void close() throws IOException {
        if (cluster == null) {
            return;
        }
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IOException("closing the cluster", e);
        }
    }
}
