package io.nomadflink.connector.source;

import io.nomadflink.connector.client.Subscription;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

/**
 * What feeds a job, as lineage tools name it: namespace {@code nomad://host:port} of the first
 * address, and the topics of a subscription as the name; or {@code file} and a path.
 */
record NomadLineage(Boundedness boundedness, List<LineageDataset> datasets)
        implements SourceLineageVertex {

    /** A dataset without facets. */
    private record Dataset(String namespace, String name) implements LineageDataset {
        @Override
        public Map<String, LineageDatasetFacet> facets() {
            return Map.of();
        }
    }

    static NomadLineage of(SourceInput input, List<String> addresses) {
        if (input instanceof SourceInput.Recordings recordings) {
            return new NomadLineage(
                    Boundedness.BOUNDED, List.of(new Dataset("file", recordings.path())));
        }
        String namespace = namespace(addresses.get(0));
        List<LineageDataset> datasets =
                ((SourceInput.Cluster) input)
                        .subscriptions().stream()
                                .map(Subscription::topicList)
                                .distinct()
                                .<LineageDataset>map(topics -> new Dataset(namespace, topics))
                                .toList();
        return new NomadLineage(Boundedness.CONTINUOUS_UNBOUNDED, datasets);
    }

    private static String namespace(String address) {
        URI uri = URI.create(address);
        return "nomad://" + (uri.getRawAuthority() == null ? uri.getPath() : uri.getRawAuthority());
    }
}
