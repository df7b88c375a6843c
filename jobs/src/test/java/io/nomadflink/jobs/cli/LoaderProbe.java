package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSinks;
import io.nomadflink.jobs.testing.HeldLoaders;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.jobs.testing.TellingSink;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.workload.Workload;
import java.io.File;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the jobs on a cluster that loads their classes as it does those of a submitted jar, cancels
 * them, and says how many of the class loaders are left. In a JVM of its own, which forgets soft
 * references at once.
 */
public final class LoaderProbe {
    private static final int JOBS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private LoaderProbe() {}

    /** Prints {@code N of M left}; the argument is a directory for results. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (NomadSimulator server =
                        NomadSimulator.builder()
                                .bufferSize(10_000)
                                .heartbeat(Duration.ofMillis(200))
                                .start();
                MiniCluster cluster = cluster()) {
            Workload.publishingTo(server::publish).build().run(Duration.ofSeconds(60));
            cluster.start();
            for (int i = 1; i <= JOBS; i++) {
                run(cluster, server.address(), directory.resolve("results" + i + ".db"), i);
            }
            long deadline = System.nanoTime() + LIMIT.toNanos();
            for (int i = 0; HeldLoaders.left() > 1 && System.nanoTime() < deadline; i++) {
                System.gc();
                letTheJdkForget(i);
                Thread.sleep(100);
            }
            System.out.println(HeldLoaders.left() + " of " + HeldLoaders.count() + " left");
        }
    }

    /**
     * JDK 17 keeps a class that was serialized until the next is, and the last record that was
     * compared until the next is: one loader at most, not one for each job.
     */
    private static void letTheJdkForget(int round) {
        ObjectStreamClass.lookup(Last.class);
        if (!new Last(new Last(null, round), round)
                .equals(new Last(new Last(null, round), round))) {
            throw new AssertionError("records are not equal");
        }
    }

    private record Last(Last inner, int round) implements Serializable {}

    private static MiniCluster cluster() {
        Configuration configuration = new Configuration();
        configuration.set(
                CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL,
                List.of(HeldLoaders.class.getName()));
        return new MiniCluster(
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(2)
                        .build());
    }

    private static void run(MiniCluster cluster, String address, Path results, int number)
            throws Exception {
        JobID job = cluster.submitJob(graph(address, results)).get().getJobID();
        while (HeldLoaders.count() < number || !Files.exists(results)) {
            Thread.sleep(20);
        }
        cluster.cancelJob(job).get();
        while (!cluster.getJobStatus(job).get().isGloballyTerminalState()) {
            Thread.sleep(20);
        }
    }

    private static JobGraph graph(String address, Path results) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        StreamExecutionEnvironment env = Pipelines.environment(1, configuration);
        ClusterOptions cluster = new ClusterOptions();
        cluster.addresses = List.of(address);
        cluster.namespaces = List.of("*");
        cluster.region = "";
        JobAssembly.add(
                env,
                JobAssembly.source(cluster, StartingPosition.earliest()),
                Duration.ofSeconds(5),
                ResultOptions.to(ResultSinks.of("sqlite:" + results), new TellingSink()));
        JobGraph graph = env.getStreamGraph().getJobGraph();
        graph.setClasspaths(classPath());
        return graph;
    }

    private static List<URL> classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls;
    }
}
