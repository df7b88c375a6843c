package io.nomadflink.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.client.RefusedException.Kind;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out whether Nomad would serve subscriptions, and all that is missing, at once.
 *
 * <p>A stream itself does not tell: from 1.11.2 on a refused one is 200 and silence, and older
 * servers say 403 or 500 without a reason. Ordinary endpoints have real statuses on all versions if
 * they are read consistently; a starting server makes such reads wait, so its refusals of valid
 * tokens are not taken for bad authorization. (Nomad 1.1 to 2.0.5.)
 */
final class Permissions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOBS = "/v1/allocations?per_page=1";

    /** A list that is forbidden without the capability of the topic's stream. */
    private static final Map<Topic, String> PROBES =
            Map.of(
                    Topic.JOB, JOBS,
                    Topic.ALLOCATION, JOBS,
                    Topic.EVALUATION, JOBS,
                    Topic.DEPLOYMENT, JOBS,
                    Topic.SERVICE, JOBS,
                    Topic.CSI_PLUGIN, JOBS,
                    Topic.NODE, "/v1/nodes?per_page=1",
                    Topic.HOST_VOLUME, "/v1/volumes?type=host&per_page=1",
                    Topic.CSI_VOLUME, "/v1/volumes?type=csi&per_page=1",
                    Topic.VARIABLE, "/v1/vars?per_page=1");

    private final NomadHttp http;
    private final Access access;

    Permissions(NomadHttp http, Access access) {
        this.http = http;
        this.access = access;
    }

    /**
     * Why these subscriptions cannot be served at an address, or null if nothing speaks against it.
     *
     * @throws IOException if the address does not answer
     */
    RefusedException refusal(String address, Collection<Subscription> subscriptions)
            throws IOException {
        for (String region : regions(subscriptions)) {
            RefusedException refusal = cluster(address, region);
            if (refusal != null) {
                return refusal;
            }
        }
        TokenSelf self = TokenSelf.read(http, access.token(), address);
        if (self.refusal() != null) {
            return authorization(address + " " + self.refusal());
        }
        Set<String> missing = new LinkedHashSet<>();
        if (self.mayLack()) {
            for (Subscription subscription : subscriptions) {
                missing.addAll(missing(address, subscription, self));
            }
        }
        if (!missing.isEmpty()) {
            return authorization(
                    address
                            + ": "
                            + access.token().describe()
                            + " lacks rights: "
                            + String.join("; ", missing));
        }
        return broker(address);
    }

    private static Set<String> regions(Collection<Subscription> subscriptions) {
        Set<String> regions = new TreeSet<>();
        subscriptions.forEach(subscription -> regions.add(subscription.region()));
        return regions;
    }

    private static RefusedException authorization(String message) {
        return new RefusedException(Kind.AUTHORIZATION, message);
    }

    /** Asks for the leader, which needs no token. */
    private RefusedException cluster(String address, String region) throws IOException {
        NomadResponse leader =
                http.get(address, "/v1/status/leader" + NomadApi.regionQuery("?", region));
        String words = leader.words();
        if (words.contains("No path to region")) {
            return new RefusedException(
                    Kind.CONFIGURATION,
                    address + " knows no region '" + region + "': it has " + regionsOf(address));
        }
        if (words.contains("HTTP request to an HTTPS server")) {
            return new RefusedException(
                    Kind.CONFIGURATION, address + " speaks TLS: write https:// instead of http://");
        }
        if (leader.ok() && isNoAddress(words) || leader.status() / 100 == 3) {
            return noNomad(address, leader);
        }
        if (leader.status() == 401) {
            return authorization(address + " wants to know who asks (401 '" + words + "')");
        }
        if (leader.status() / 100 == 4 && leader.status() != 429) {
            return noNomad(address, leader);
        }
        if (!leader.ok() || words.equals("\"\"")) {
            return new RefusedException(
                    Kind.UNAVAILABLE,
                    address + ": no leader" + (leader.ok() ? "" : " (" + words + ")"));
        }
        return null;
    }

    /** Nomad answers with a JSON string. */
    private static boolean isNoAddress(String words) {
        return words.length() < 2 || !words.startsWith("\"") || !words.endsWith("\"");
    }

    private static RefusedException noNomad(String address, NomadResponse response) {
        return new RefusedException(
                Kind.CONFIGURATION,
                address
                        + " answered "
                        + response.status()
                        + " to /v1/status/leader; is this a Nomad agent (HTTP API, 1.0 or later)?");
    }

    private String regionsOf(String address) throws IOException {
        NomadResponse regions = http.get(address, "/v1/regions");
        return regions.ok() ? regions.words().replaceAll("[\\[\\]\"]", "") : "others";
    }

    private List<String> missing(String address, Subscription subscription, TokenSelf self)
            throws IOException {
        Map<String, Set<String>> refused = new LinkedHashMap<>();
        List<String> namespaces = namespaces(address, subscription);
        for (Topic topic : subscription.topics()) {
            String probe = PROBES.get(topic);
            if (probe == null) {
                if (topic.capability().equals("management") && self.isPlainClient()) {
                    refused.put("topic " + topic + " needs a management token", Set.of());
                }
            } else {
                Set<String> where = refusedIn(address, subscription, topic, probe, namespaces);
                if (!where.isEmpty()) {
                    refused.put("topic " + topic + " needs " + topic.capability(), where);
                }
            }
        }
        return sentences(refused);
    }

    private static List<String> sentences(Map<String, Set<String>> refused) {
        List<String> sentences = new ArrayList<>();
        refused.forEach(
                (need, where) ->
                        sentences.add(
                                where.contains("") || where.isEmpty()
                                        ? need
                                        : need
                                                + (where.size() == 1
                                                        ? " in namespace "
                                                        : " in namespaces ")
                                                + String.join(", ", where)));
        return sentences;
    }

    /**
     * @return the namespaces where the probe is forbidden, "" standing for a topic without them
     */
    private Set<String> refusedIn(
            String address,
            Subscription subscription,
            Topic topic,
            String probe,
            List<String> namespaces)
            throws IOException {
        Set<String> refused = new TreeSet<>();
        boolean global = topic.equals(Topic.NODE);
        for (String namespace : global ? List.of("") : namespaces) {
            String query =
                    (namespace.isEmpty() ? "" : "&namespace=" + Subscription.encode(namespace))
                            + NomadApi.regionQuery("&", subscription.region());
            if (isForbidden(http.get(address, probe + query))) {
                refused.add(namespace);
            }
        }
        return refused;
    }

    /** A {@code *} subscription needs every namespace (Nomad 1.9.6 or later). */
    private List<String> namespaces(String address, Subscription subscription) throws IOException {
        if (!subscription.allNamespaces()) {
            return List.of(subscription.namespace());
        }
        NomadResponse list =
                http.get(
                        address,
                        "/v1/namespaces" + NomadApi.regionQuery("?", subscription.region()));
        Set<String> names = new TreeSet<>(Set.of("default"));
        if (list.ok()) {
            JSON.readTree(list.body()).forEach(n -> names.add(n.path("Name").asText()));
        }
        return List.copyOf(names);
    }

    /** Old servers say 500 for what others say 403. */
    static boolean isForbidden(NomadResponse response) {
        String words = response.words().toLowerCase(Locale.ROOT);
        return response.status() == 401
                || response.status() == 403
                || response.status() == 500
                        && (words.contains("permission denied")
                                || words.contains("token expired")
                                || words.contains("token is expired")
                                || words.contains("token not found"));
    }

    /** Only tokens with {@code agent:read} can see whether the event broker is off. */
    private RefusedException broker(String address) throws IOException {
        NomadResponse agent = http.get(address, "/v1/agent/self");
        if (!agent.ok()) {
            return null;
        }
        JsonNode server = JSON.readTree(agent.body()).path("config").path("Server");
        boolean off =
                server.path("Enabled").asBoolean()
                        && server.has("EnableEventBroker")
                        && !server.path("EnableEventBroker").asBoolean(true);
        return off
                ? new RefusedException(
                        Kind.CONFIGURATION,
                        address
                                + " has its event broker switched off: set enable_event_broker = true in its server block")
                : null;
    }
}
