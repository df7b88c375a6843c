package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.nio.file.Path;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;
import org.junit.jupiter.api.Test;

class NomadLineageTest {
    @Test
    void namesAddressAndTopics() {
        LineageVertex lineage =
                builder()
                        .setAddresses("https://nomad.example:4646", "https://other.example:4646")
                        .setTopics(Topic.JOB, Topic.ALLOCATION)
                        .setOneSplit(true)
                        .build()
                        .getLineageVertex();
        assertThat(lineage.datasets())
                .singleElement()
                .satisfies(
                        dataset -> {
                            assertThat(dataset.namespace()).isEqualTo("nomad://nomad.example:4646");
                            assertThat(dataset.name()).isEqualTo("Allocation,Job");
                            assertThat(dataset.facets()).isEmpty();
                        });
        assertThat(((SourceLineageVertex) lineage).boundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    @Test
    void namesOneDatasetForSeveralNamespacesAndOneForEachSplitsTopics() {
        assertThat(
                        builder()
                                .setNamespaces("a", "b")
                                .setTopics(Topic.JOB, Topic.DEPLOYMENT)
                                .build()
                                .getLineageVertex()
                                .datasets())
                .extracting("name")
                .containsExactlyInAnyOrder("Job", "Deployment");
    }

    @Test
    void namesTheSocketOfAnAgentAndTheFileOfARecording() {
        assertThat(
                        builder()
                                .setAddresses("unix:///secrets/api.sock")
                                .build()
                                .getLineageVertex()
                                .datasets())
                .extracting("namespace")
                .containsExactly("nomad:///secrets/api.sock");
        assertThat(
                        builder()
                                .setRecording(Path.of("/data/events.ndjson"))
                                .build()
                                .getLineageVertex()
                                .datasets())
                .extracting("namespace", "name")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("file", "/data/events.ndjson"));
    }

    private static NomadSourceBuilder<NomadEvent> builder() {
        return NomadSource.<NomadEvent>builder().setDeserializer(NomadEventDeserializer.events());
    }
}
