package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;

/** The jobs as {@code run} makes them, reading a simulated Nomad, into tables in memory. */
record MemoryTables(MemorySink sink) {
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final String REGION = "global";

    /** A job that begins with all that the server still has. */
    JobClient submit(NomadSimulator server) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        StreamExecutionEnvironment env = Pipelines.environment(1, configuration);
        ClusterOptions cluster = new ClusterOptions();
        cluster.addresses = List.of(server.address());
        cluster.namespaces = List.of("*");
        cluster.region = "";
        JobAssembly.add(
                env,
                JobAssembly.source(cluster, StartingPosition.earliest()),
                Duration.ofSeconds(5),
                ResultOptions.to(sink).withRegion(REGION).withWindow(WINDOW));
        return env.executeAsync();
    }

    /** The status of each deployment. */
    Map<String, String> statuses() {
        Map<String, String> found = new TreeMap<>();
        for (Row row : sink.rows(Tables.DEPLOYMENT_DURATION)) {
            found.put((String) row.getField(0), (String) row.getField(5));
        }
        return found;
    }

    /** What a column of the failure rates says of each task group, over all windows. */
    Map<String, Long> sums(int column) {
        Map<String, Long> found = new TreeMap<>();
        for (Row row : sink.rows(Tables.ALLOCATION_FAILURE_RATE)) {
            found.merge(
                    row.getField(1) + "/" + row.getField(2) + "/" + row.getField(3),
                    (long) row.getField(column),
                    Long::sum);
        }
        return found;
    }
}
