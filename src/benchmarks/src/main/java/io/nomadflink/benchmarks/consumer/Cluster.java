package io.nomadflink.benchmarks.consumer;

import java.nio.file.Path;
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
final class Cluster {
    private MiniCluster cluster;

    JobID submit(StreamExecutionEnvironment env) throws Exception {
        if (cluster == null) {
            cluster = started();
        }
        return cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
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

    /** Ends a job by a savepoint that writes what its sinks hold. */
    void stop(JobID job, Path savepoints) throws Exception {
        cluster.stopWithSavepoint(
                        job, savepoints.toUri().toString(), false, SavepointFormatType.NATIVE)
                .get();
    }

    void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
    }

    /** Waits until a job's threads are gone. */
    void awaitEnd(JobID job) throws Exception {
        cluster.requestJobResult(job)
                .get()
                .getSerializedThrowable()
                .filter(failure -> !failure.getMessage().contains("cancelled"))
                .ifPresent(
                        failure -> {
                            throw new IllegalStateException("the job failed", failure);
                        });
    }
}
