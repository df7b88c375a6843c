package io.nomadflink.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The few reads that a subscription needs besides its stream. Consistent, that is, forwarded to the
 * leader, unless they are called stale.
 */
public final class NomadApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_JOB = "flink-connector-nomad-asks-for-no-job";

    private final NomadHttp http;

    public NomadApi(NomadHttp http) {
        this.http = http;
    }

    /**
     * All namespaces that the token may see.
     *
     * @param created {@code CreateIndex} by name
     * @param index of the table, to wait for a change with
     */
    public record Namespaces(Map<String, Long> created, long index) {}

    /**
     * Reads the namespaces consistently, which waits for a leader: a {@code *} subscription opened
     * without that can be blind for ever (Nomad 1.9.6 to 2.0.5).
     */
    public Namespaces namespaces(String address, String region) throws IOException {
        return namespaces(http.get(address, "/v1/namespaces" + regionQuery("?", region)));
    }

    /** Those that the answering server itself knows, which may lag behind the others. */
    public Set<String> staleNamespaces(String address, String region) throws IOException {
        String path = "/v1/namespaces?stale" + regionQuery("&", region);
        return namespaces(http.get(address, path)).created().keySet();
    }

    /** The namespaces as soon as their table is above an index, or as they are after a while. */
    public Namespaces awaitNamespaces(String address, String region, long above, Duration wait)
            throws IOException {
        String path =
                "/v1/namespaces?index="
                        + above
                        + "&wait="
                        + wait.toSeconds()
                        + "s"
                        + regionQuery("&", region);
        return namespaces(http.get(address, path, wait.plus(wait.dividedBy(8)).plusSeconds(5)));
    }

    private static Namespaces namespaces(NomadResponse response) throws IOException {
        if (!response.ok()) {
            throw new StatusException(response.status(), response.words());
        }
        Map<String, Long> created = new TreeMap<>();
        for (JsonNode namespace : JSON.readTree(response.body())) {
            created.put(namespace.path("Name").asText(), namespace.path("CreateIndex").asLong());
        }
        return new Namespaces(created, response.index().orElse(0));
    }

    /**
     * The last raft index that touched any table of the topics, or empty if that of one of them
     * cannot be read.
     *
     * @throws IOException if the address does not answer
     */
    public OptionalLong tableIndex(String address, Subscription subscription) throws IOException {
        long largest = 0;
        for (Topic topic : subscription.topics()) {
            OptionalLong index =
                    topic.listPath() == null
                            ? OptionalLong.empty()
                            : tableIndex(address, topic, subscription.region(), "");
            if (index.isEmpty()) {
                return index;
            }
            largest = Math.max(largest, index.getAsLong());
        }
        return OptionalLong.of(largest);
    }

    /**
     * The last raft index that touched each of the topics' tables, of those that can be read; of a
     * subscription to all topics, those that are known.
     *
     * @param stale as the answering server itself knows it, which may lag behind the others
     */
    Map<Topic, Long> tableIndexes(String address, Subscription subscription, boolean stale)
            throws IOException {
        boolean all = subscription.topics().contains(Topic.ALL);
        Map<Topic, Long> found = new LinkedHashMap<>();
        for (Topic topic : all ? Topic.known() : subscription.topics()) {
            if (topic.listPath() != null) {
                tableIndex(address, topic, subscription.region(), stale ? "&stale" : "")
                        .ifPresent(index -> found.put(topic, index));
            }
        }
        return found;
    }

    /**
     * The largest index of those tables that can be read: where "now" is, at least; 0 if none can.
     */
    public long indexNow(String address, Subscription subscription) throws IOException {
        boolean listed = subscription.topics().stream().allMatch(t -> t.listPath() != null);
        Collection<Topic> topics = listed ? subscription.topics() : Topic.known();
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

    /** The last raft index that touched the table of a topic's list; empty if it has none. */
    OptionalLong tableIndex(String address, Topic topic, Subscription subscription)
            throws IOException {
        return topic.listPath() == null
                ? OptionalLong.empty()
                : tableIndex(address, topic, subscription.region(), "");
    }

    /**
     * The last raft index that touched the jobs themselves: a job that is not there is answered
     * with it (Nomad 1.0 to 2.0), while the list of jobs also counts their summaries, which change
     * with each update of an allocation. Empty if it cannot be read.
     */
    OptionalLong jobsIndex(String address, Subscription subscription) throws IOException {
        String namespace = subscription.allNamespaces() ? "default" : subscription.namespace();
        NomadResponse response =
                http.get(
                        address,
                        "/v1/job/"
                                + NO_JOB
                                + "?namespace="
                                + Subscription.encode(namespace)
                                + regionQuery("&", subscription.region()));
        return response.status() == 404 ? response.index() : OptionalLong.empty();
    }

    private OptionalLong tableIndex(String address, Topic topic, String region, String consistency)
            throws IOException {
        String path = topic.listPath();
        String query = (path.contains("?") ? "&" : "?") + "per_page=1&namespace=*";
        NomadResponse response =
                http.get(address, path + query + regionQuery("&", region) + consistency);
        return response.ok() ? response.index() : OptionalLong.empty();
    }

    static JsonNode json(NomadResponse response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String regionQuery(String separator, String region) {
        return region.isEmpty() ? "" : separator + "region=" + Subscription.encode(region);
    }
}
