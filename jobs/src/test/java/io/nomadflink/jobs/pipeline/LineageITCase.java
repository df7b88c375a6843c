package io.nomadflink.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.simulator.NomadSimulator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobStatusChangedListener;
import org.apache.flink.core.execution.JobStatusChangedListenerFactory;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageGraph;
import org.apache.flink.streaming.runtime.execution.JobCreatedEvent;
import org.junit.jupiter.api.Test;

/**
 * A listener of jobs, as lineage tools are one, is told of the source's datasets (FLIP-314).
 *
 * <p>Flink's own executors tell listeners, that of its MiniClusterExtension does not.
 */
class LineageITCase {
    private static final CompletableFuture<LineageGraph> TOLD = new CompletableFuture<>();

    /** Made by Flink, of its name. */
    public static final class Listeners implements JobStatusChangedListenerFactory {
        @Override
        public JobStatusChangedListener createListener(Context context) {
            return event -> {
                if (event instanceof JobCreatedEvent created) {
                    TOLD.complete(created.lineageGraph());
                }
            };
        }
    }

    @Test
    void aJobTellsWhatItReads() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                DeploymentOptions.JOB_STATUS_CHANGED_LISTENERS, List.of(Listeners.class.getName()));
        try (NomadSimulator server = NomadSimulator.builder().start()) {
            JobClient job = submit(server, configuration);
            LineageGraph graph = TOLD.get(60, TimeUnit.SECONDS);
            job.cancel().get();

            assertThat(graph.sources()).hasSize(1);
            LineageDataset dataset = graph.sources().get(0).datasets().get(0);
            assertThat(dataset.namespace())
                    .isEqualTo(server.address().replaceFirst("http:", "nomad:"));
            assertThat(dataset.name()).isEqualTo("Allocation");
        }
    }

    private static JobClient submit(NomadSimulator server, Configuration configuration)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.fromSource(
                        NomadSource.<NomadEvent>builder()
                                .setAddresses(server.address())
                                .setTopics(Topic.ALLOCATION)
                                .setDeserializer(NomadEventDeserializer.events())
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "Nomad allocations")
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync();
    }
}
