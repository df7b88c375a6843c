package io.nomadflink.connector.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The few reads that a subscription needs besides its stream. All consistent: forwarded to the
 * leader, never stale.
 */
public final class NomadApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NomadHttp http;

    public NomadApi(NomadHttp http) {
        this.http = http;
    }

    /**
     * The names of all namespaces that the token may see. Waits for a leader; a {@code *}
     * subscription opened without that can be blind for ever (Nomad 1.9.6 to 2.0.5).
     */
    public TreeSet<String> namespaces(String address, String region) throws IOException {
        NomadResponse response = http.get(address, "/v1/namespaces" + regionQuery("?", region));
        if (!response.ok()) {
            throw new StatusException(response.status(), response.words());
        }
        List<JsonNode> found = JSON.readValue(response.body(), new TypeReference<>() {});
        TreeSet<String> names = new TreeSet<>();
        found.forEach(n -> names.add(n.path("Name").asText()));
        return names;
    }

    /**
     * The last raft index that touched any table of the topics, or empty if that of one of them
     * cannot be read.
     *
     * @throws IOException if the address does not answer
     */
    public OptionalLong tableIndex(String address, Subscription subscription) throws IOException {
        return tableIndex(address, subscription, "");
    }

    /** The same as the answering server itself knows it, which may lag behind the others. */
    public OptionalLong staleTableIndex(String address, Subscription subscription)
            throws IOException {
        return tableIndex(address, subscription, "&stale");
    }

    private OptionalLong tableIndex(String address, Subscription subscription, String consistency)
            throws IOException {
        long largest = 0;
        for (Topic topic : subscription.topics()) {
            OptionalLong index =
                    topic.listPath() == null
                            ? OptionalLong.empty()
                            : tableIndex(address, topic, subscription.region(), consistency);
            if (index.isEmpty()) {
                return index;
            }
            largest = Math.max(largest, index.getAsLong());
        }
        return OptionalLong.of(largest);
    }

    /**
     * The largest index of those tables that can be read: where "now" is, at least; 0 if none can.
     */
    public long indexNow(String address, Subscription subscription) throws IOException {
        Collection<Topic> topics =
                subscription.topics().contains(Topic.ALL) ? Topic.known() : subscription.topics();
        long largest = 0;
        for (Topic topic : topics) {
            if (topic.listPath() != null) {
                largest =
                        Math.max(
                                largest,
                                tableIndex(address, topic, subscription.region(), "").orElse(0));
            }
        }
        return largest;
    }

    private OptionalLong tableIndex(String address, Topic topic, String region, String consistency)
            throws IOException {
        String path = topic.listPath();
        String query = (path.contains("?") ? "&" : "?") + "per_page=1&namespace=*";
        NomadResponse response =
                http.get(address, path + query + regionQuery("&", region) + consistency);
        return response.ok() ? response.index() : OptionalLong.empty();
    }

    static String regionQuery(String separator, String region) {
        return region.isEmpty() ? "" : separator + "region=" + region;
    }
}
