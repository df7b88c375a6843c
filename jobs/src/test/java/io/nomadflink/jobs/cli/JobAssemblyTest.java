package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class JobAssemblyTest {
    @Test
    void theSourceHasItsIdentity() {
        StreamExecutionEnvironment env = Pipelines.environment(1, new Configuration());
        JobAssembly.add(
                env,
                JobAssembly.source(
                        ClusterOptions.simulated("http://127.0.0.1:1"),
                        StartingPosition.earliest()),
                Duration.ofSeconds(5),
                ResultOptions.to(new MemorySink()));

        assertThat(env.getStreamGraph().getStreamNodes())
                .filteredOn(node -> node.getOperatorName().startsWith("Source: "))
                .extracting(StreamNode::getTransformationUID)
                .containsExactly("nomad-events");
    }
}
