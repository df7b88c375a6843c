package io.nomadflink.benchmarks.scale;

import io.nomadflink.benchmarks.consumer.BenchJobs;
import io.nomadflink.benchmarks.consumer.ObservedEvents;
import io.nomadflink.benchmarks.report.Median;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.NomadSourceBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the source alone and asks Flink about its checkpoints. */
final class CheckpointProbe {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private CheckpointProbe() {}

    /** Port, splits, or 0 for all topics in one; events before it looks; checkpoints; scratch. */
    public static void main(String[] args) throws Exception {
        PrintStream results = System.out;
        System.setOut(System.err);
        String address = "http://127.0.0.1:" + args[0];
        int splits = Integer.parseInt(args[1]);
        CheckpointFigures figures =
                of(
                        splits == 0
                                ? BenchJobs.allTopics(address, false)
                                : BenchJobs.deployments(address, splits),
                        Long.parseLong(args[2]),
                        Integer.parseInt(args[3]),
                        Path.of(args[4]));
        results.println(figures.written());
        results.flush();
        System.exit(0);
    }

    /**
     * @param events to wait for, so that all splits have a position
     * @param checkpoints to look at after that
     */
    static CheckpointFigures of(
            NomadSourceBuilder<NomadEvent> source, long events, int checkpoints, Path scratch)
            throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        AtomicLong left = new AtomicLong(events);
        ObservedEvents.observe(
                frame -> {
                    if (left.addAndGet(-frame.events().size()) <= 0) {
                        read.countDown();
                    }
                });
        Configuration configuration = BenchJobs.configuration(scratch, INTERVAL);
        configuration.set(RestOptions.BIND_PORT, "0");
        StreamExecutionEnvironment env = BenchJobs.environment(configuration);
        BenchJobs.discard(env, source);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .build());
        try {
            cluster.start();
            cluster.submitJob(graph).get();
            read.await();
            return look(cluster, graph.getJobID(), checkpoints);
        } finally {
            cluster.close();
        }
    }

    /** Leaves out those that began before all was read. */
    private static CheckpointFigures look(MiniCluster cluster, JobID job, int checkpoints)
            throws Exception {
        long since = System.currentTimeMillis();
        while (true) {
            List<AbstractCheckpointStats> found =
                    cluster
                            .getExecutionGraph(job)
                            .get()
                            .getCheckpointStatsSnapshot()
                            .getHistory()
                            .getCheckpoints()
                            .stream()
                            .filter(c -> c.getStatus() == CheckpointStatsStatus.COMPLETED)
                            .filter(c -> c.getTriggerTimestamp() > since)
                            .toList();
            if (found.size() >= checkpoints) {
                return new CheckpointFigures(
                        middle(found.stream().mapToDouble(c -> c.getStateSize()).toArray()),
                        middle(found.stream().mapToDouble(c -> c.getEndToEndDuration()).toArray()));
            }
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return Median.of(values);
    }
}
