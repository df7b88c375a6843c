package io.nomadflink.connector.source;

import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which subscriptions cover topics and namespaces without an event twice. Pure.
 *
 * <p>Nomad takes one namespace or all per stream, and passes events without namespace (nodes, ACL
 * objects) to each; so of several namespaces only the first gets those.
 */
final class SubscriptionPlan {
    private SubscriptionPlan() {}

    static List<Subscription> of(
            String region,
            Set<String> namespaces,
            Map<Topic, Set<String>> topics,
            boolean oneSplit) {
        Collection<String> spaces =
                namespaces.contains(Subscription.ALL) ? List.of(Subscription.ALL) : namespaces;
        List<Subscription> found = new ArrayList<>();
        boolean first = true;
        for (String namespace : spaces) {
            for (Map<Topic, Set<String>> group : groups(topics, oneSplit)) {
                add(found, region, namespace, group, first);
            }
            first = false;
        }
        return List.copyOf(found);
    }

    private static List<Map<Topic, Set<String>>> groups(
            Map<Topic, Set<String>> topics, boolean oneSplit) {
        if (oneSplit) {
            return List.of(topics);
        }
        List<Map<Topic, Set<String>>> single = new ArrayList<>();
        topics.forEach((topic, keys) -> single.add(Map.of(topic, keys)));
        return single;
    }

    private static void add(
            List<Subscription> found,
            String region,
            String namespace,
            Map<Topic, Set<String>> group,
            boolean first) {
        Map<Topic, Set<String>> wanted = new LinkedHashMap<>(group);
        if (!first) {
            wanted.keySet().removeIf(topic -> !topic.namespaced());
        }
        if (!wanted.isEmpty()) {
            Subscription subscription = Subscription.of(region, namespace, wanted);
            found.add(first ? subscription : subscription.namespacedOnly());
        }
    }
}
