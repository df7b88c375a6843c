package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one connection asks for: region, namespace, topics with their keys, in a form that Nomad's
 * filter takes as meant.
 *
 * <p>Nomad's filter (sources of 1.0 to 2.0.5) gives only {@code web} for {@code Job:*} with {@code
 * Job:web}, nothing for {@code Job:*} twice, an event twice for a key given twice, and cannot take
 * a key with a colon; so keys are a set, {@code *} stands alone, and {@code *} as topic stands
 * without others.
 */
public final class Subscription implements Serializable {
    private static final long serialVersionUID = 1L;

    /** All namespaces, or all keys of a topic. */
    public static final String ALL = "*";

    private final String region;
    private final String namespace;
    private final TreeMap<String, TreeSet<String>> topics;
    private final boolean namespacedOnly;

    private Subscription(
            String region,
            String namespace,
            TreeMap<String, TreeSet<String>> topics,
            boolean namespacedOnly) {
        this.region = region;
        this.namespace = namespace;
        this.topics = topics;
        this.namespacedOnly = namespacedOnly;
    }

    /**
     * @param region "" for that of the server
     * @param namespace a name or {@code *}
     * @param topics keys by topic; no keys mean all
     * @throws IllegalArgumentException for what Nomad cannot filter
     */
    public static Subscription of(
            String region, String namespace, Map<Topic, ? extends Collection<String>> topics) {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs at least one topic");
        }
        if (namespace.isBlank() || !namespace.equals(ALL) && namespace.contains(ALL)) {
            throw new IllegalArgumentException(
                    "namespace '" + namespace + "': give an exact name or *");
        }
        TreeMap<String, TreeSet<String>> keys = new TreeMap<>();
        topics.forEach((topic, wanted) -> keys.put(topic.name(), keysOf(topic, wanted)));
        if (keys.containsKey(ALL) && keys.size() > 1) {
            throw new IllegalArgumentException(
                    "topic * cannot be combined with others: Nomad would drop events. Topics: "
                            + keys.keySet());
        }
        return new Subscription(region, namespace, keys, false);
    }

    private static TreeSet<String> keysOf(Topic topic, Collection<String> wanted) {
        TreeSet<String> keys = new TreeSet<>(wanted);
        if (keys.isEmpty() || keys.contains(ALL)) {
            return new TreeSet<>(Collections.singleton(ALL));
        }
        for (String key : keys) {
            if (key.contains(":")) {
                throw new IllegalArgumentException(
                        "key '"
                                + key
                                + "' of topic "
                                + topic
                                + ": Nomad cannot filter by a key with a colon;"
                                + " subscribe to the whole topic and filter afterwards");
            }
        }
        return keys;
    }

    /** The same in one namespace, only with what belongs to it; itself if it is in that already. */
    public Subscription in(String other) {
        return other.equals(namespace) ? this : new Subscription(region, other, topics, true);
    }

    /**
     * The same without the events that have no namespace, for all but one of several namespaces'
     * subscriptions.
     */
    public Subscription namespacedOnly() {
        return new Subscription(region, namespace, topics, true);
    }

    public String region() {
        return region;
    }

    public String namespace() {
        return namespace;
    }

    public boolean allNamespaces() {
        return namespace.equals(ALL);
    }

    /** Whether events without a namespace are left to another subscription. */
    public boolean isNamespacedOnly() {
        return namespacedOnly;
    }

    public Collection<Topic> topics() {
        return topics.keySet().stream().map(Topic::of).collect(Collectors.toList());
    }

    public SortedSet<String> keys(Topic topic) {
        return Collections.unmodifiableSortedSet(
                topics.getOrDefault(topic.name(), new TreeSet<>()));
    }

    /** Whether an event that the server sent is meant for this subscription. */
    public boolean wants(NomadEvent event) {
        return !namespacedOnly || !event.namespace().isEmpty();
    }

    /** A recorded frame with the events of these topics and keys, of all namespaces. */
    Frame of(Frame frame) {
        return topics.containsKey(ALL)
                ? frame
                : frame.with(frame.events().stream().filter(this::covers).toList());
    }

    private boolean covers(NomadEvent event) {
        SortedSet<String> keys = keys(event.topic());
        return keys.contains(ALL)
                || keys.contains(event.key())
                || event.filterKeys().stream().anyMatch(keys::contains);
    }

    /** Whether the second line of an index, with evaluations and jobs, would be sent. */
    public boolean seesSecondLines() {
        return topics.containsKey(ALL)
                || topics.containsKey("Evaluation")
                || topics.containsKey("Job");
    }

    /** Whether the server may send an event twice in its line because it matches two keys. */
    public boolean mayRepeat() {
        return topics.values().stream().anyMatch(keys -> keys.size() > 1);
    }

    /** {@code Allocation,Job:web}. */
    public String topicList() {
        return topics.entrySet().stream()
                .flatMap(
                        e ->
                                e.getValue().stream()
                                        .map(
                                                k ->
                                                        k.equals(ALL)
                                                                ? e.getKey()
                                                                : e.getKey() + ":" + k))
                .collect(Collectors.joining(","));
    }

    /** The query of {@code /v1/event/stream}; an index of 0 asks for the whole buffer. */
    public String query(long index) {
        StringBuilder query = new StringBuilder("index=").append(Math.max(0, index));
        query.append("&namespace=").append(encode(namespace));
        if (!region.isEmpty()) {
            query.append("&region=").append(encode(region));
        }
        topics.forEach(
                (topic, keys) ->
                        keys.forEach(key -> query.append("&topic=").append(topicOf(topic, key))));
        return query.toString();
    }

    private static String topicOf(String topic, String key) {
        return key.equals(ALL) ? encode(topic) : encode(topic) + ":" + encode(key);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subscription s
                && region.equals(s.region)
                && namespace.equals(s.namespace)
                && namespacedOnly == s.namespacedOnly
                && topics.equals(s.topics);
    }

    @Override
    public int hashCode() {
        return region.hashCode() * 31 * 31 + namespace.hashCode() * 31 + topics.hashCode();
    }

    /** {@code Allocation,Job in namespace default of region eu}. */
    @Override
    public String toString() {
        return topicList()
                + (allNamespaces() ? " in all namespaces" : " in namespace " + namespace)
                + (region.isEmpty() ? "" : " of region " + region);
    }
}
