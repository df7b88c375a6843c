package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the agents before a job is started whether they would serve it, so that a wrong address,
 * certificate or token, and all missing capabilities, are told at once.
 */
final class Preflight {
    private Preflight() {}

    /** As to whole topics. */
    static void checkTopics(ClusterOptions cluster, Collection<Topic> topics) {
        check(cluster, subscriptions(cluster, topics));
    }

    static void check(ClusterOptions cluster, List<Subscription> subscriptions) {
        try (NomadClient client = new NomadClient(cluster.settings())) {
            List<String> refusals = client.preflight(subscriptions);
            if (!refusals.isEmpty()) {
                throw UserException.failed("Nomad would not serve: " + String.join("; ", refusals));
            }
        }
    }

    private static List<Subscription> subscriptions(
            ClusterOptions cluster, Collection<Topic> topics) {
        Map<Topic, Set<String>> whole = new LinkedHashMap<>();
        topics.forEach(topic -> whole.put(topic, Set.of()));
        try {
            return cluster.namespaces.stream()
                    .map(namespace -> Subscription.of(cluster.region, namespace, whole))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw UserException.usage(e.getMessage());
        }
    }
}
