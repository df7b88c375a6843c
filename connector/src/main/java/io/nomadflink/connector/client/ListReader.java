package io.nomadflink.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Nomad's lists page by page, consistently, trying each address a few times. */
final class ListReader {
    private static final Logger LOG = LoggerFactory.getLogger(ListReader.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A server that starts refuses for seconds. */
    private static final Duration PATIENCE_WITH_REFUSAL = Duration.ofSeconds(20);

    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final long FIRST_PAUSE_MS = 200;

    /** From so many allocations of a node on, all of the node's are read at once. */
    private static final int READ_WHOLE_NODE = 4;

    /** Takes pages as they are read. */
    @FunctionalInterface
    interface PageSink {
        void accept(List<ListedObject> page) throws IOException;
    }

    private final NomadHttp http;
    private final List<String> addresses;
    private final FailureWords words;

    /** Until it is refused; a reader serves one backfill. */
    private boolean mayReadNodes = true;

    ListReader(NomadHttp http, ClientSettings settings) {
        this.http = http;
        this.addresses = settings.addresses();
        this.words = new FailureWords(settings);
    }

    /**
     * Reads all pages of a topic. Of a subscription to all topics, those are left out that the
     * token may not list.
     *
     * @throws StatusException if a topic that is named in the subscription cannot be listed
     */
    void pages(Topic topic, Subscription subscription, PageSink sink) throws IOException {
        String next = "";
        while (next != null) {
            NomadResponse response = get(path(topic, subscription, next));
            if (!response.ok()) {
                if (subscription.topics().contains(topic)) {
                    throw new StatusException(response.status(), response.words());
                }
                LOG.info("{} cannot be listed: {} {}", topic, response.status(), response.words());
                return;
            }
            sink.accept(objects(topic, response));
            next =
                    response.nextToken() == null || response.nextToken().isEmpty()
                            ? null
                            : response.nextToken();
        }
    }

    private static String path(Topic topic, Subscription subscription, String token) {
        String path = topic.listPath();
        return path
                + (path.contains("?") ? "&" : "?")
                + "per_page="
                + PAGE
                + "&namespace="
                + encode(subscription.namespace())
                + NomadApi.regionQuery("&", subscription.region())
                + (token.isEmpty() ? "" : "&next_token=" + encode(token));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<ListedObject> objects(Topic topic, NomadResponse response)
            throws IOException {
        List<ListedObject> found = new ArrayList<>();
        for (JsonNode object : JSON.readTree(response.body())) {
            found.add(new ListedObject(topic, object));
        }
        return found;
    }

    /**
     * Objects whose list has only stubs, read whole; those that are gone meanwhile are left out.
     */
    List<ListedObject> whole(List<ListedObject> stubs, Subscription subscription)
            throws IOException {
        if (stubs.isEmpty()) {
            return stubs;
        }
        Topic topic = stubs.get(0).topic();
        if (topic == Topic.ALLOCATION) {
            return allocations(stubs, subscription);
        }
        if (topic == Topic.JOB || topic == Topic.NODE) {
            return singles(stubs, subscription);
        }
        return stubs;
    }

    private List<ListedObject> allocations(List<ListedObject> stubs, Subscription subscription)
            throws IOException {
        Map<String, Map<String, ListedObject>> byNode = new LinkedHashMap<>();
        for (ListedObject stub : stubs) {
            byNode.computeIfAbsent(stub.json().path("NodeID").asText(), n -> new HashMap<>())
                    .put(stub.key(), stub);
        }
        List<ListedObject> found = new ArrayList<>();
        for (Map.Entry<String, Map<String, ListedObject>> node : byNode.entrySet()) {
            boolean whole = node.getValue().size() >= READ_WHOLE_NODE && mayReadNodes;
            found.addAll(
                    whole
                            ? ofNode(node, subscription)
                            : singles(List.copyOf(node.getValue().values()), subscription));
        }
        return found;
    }

    /**
     * All allocations of a node in one answer, which needs {@code node:read}: a token without it
     * reads them one by one, and no other node's are asked for.
     */
    private List<ListedObject> ofNode(
            Map.Entry<String, Map<String, ListedObject>> node, Subscription subscription)
            throws IOException {
        NomadResponse response =
                get(
                        "/v1/node/"
                                + node.getKey()
                                + "/allocations"
                                + NomadApi.regionQuery("?", subscription.region()),
                        status -> status != 403 && mayPass(status));
        if (!response.ok()) {
            mayReadNodes = response.status() != 403;
            return singles(List.copyOf(node.getValue().values()), subscription);
        }
        return objects(Topic.ALLOCATION, response).stream()
                .filter(allocation -> node.getValue().containsKey(allocation.key()))
                .toList();
    }

    private List<ListedObject> singles(List<ListedObject> stubs, Subscription subscription)
            throws IOException {
        List<ListedObject> found = new ArrayList<>();
        for (ListedObject stub : stubs) {
            NomadResponse response = get(single(stub, subscription));
            if (response.ok()) {
                found.add(new ListedObject(stub.topic(), JSON.readTree(response.body())));
            } else if (response.status() != 404) {
                throw new StatusException(response.status(), response.words());
            }
        }
        return found;
    }

    private static String single(ListedObject stub, Subscription subscription) {
        String kind =
                stub.topic() == Topic.ALLOCATION
                        ? "allocation"
                        : stub.topic() == Topic.JOB ? "job" : "node";
        return "/v1/"
                + kind
                + "/"
                + encode(stub.key()).replace("+", "%20")
                + "?namespace="
                + encode(stub.namespace().isEmpty() ? "default" : stub.namespace())
                + NomadApi.regionQuery("&", subscription.region());
    }

    /**
     * The answer of the first address that gives one. What may pass is tried again for a long time:
     * a job that begins with a snapshot, or heals a gap, has nothing better to do, and the stream
     * is queued meanwhile.
     */
    private NomadResponse get(String path) throws IOException {
        return get(path, ListReader::mayPass);
    }

    private NomadResponse get(String path, IntPredicate mayPass) throws IOException {
        long begun = System.nanoTime();
        for (int i = 0; ; i++) {
            String address = addresses.get(i % addresses.size());
            try {
                NomadResponse response = http.get(address, path);
                if (!mayPass.test(response.status())
                        || isOver(begun, patience(response.status()))) {
                    return response;
                }
            } catch (IOException e) {
                if (isOver(begun, PATIENCE)) {
                    throw new IOException("reading lists: " + address + ": " + e.getMessage(), e);
                }
            }
            pause(Math.min(FIRST_PAUSE_MS << Math.min(i / addresses.size(), 4), LONGEST_PAUSE_MS));
        }
    }

    private static boolean mayPass(int status) {
        return status == 429 || status == 403 || status >= 500;
    }

    private static Duration patience(int status) {
        return status == 403 ? PATIENCE_WITH_REFUSAL : PATIENCE;
    }

    private static boolean isOver(long begun, Duration patience) {
        return System.nanoTime() - begun > patience.toNanos();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading lists");
        }
    }
}
