package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the agents before a job is started whether they would serve it, so that a wrong address,
 * certificate or token, and all missing capabilities, are told at once.
 */
final class Preflight {
    private Preflight() {}

    /** As to what the jobs need. */
    static void check(ClusterOptions cluster) {
        check(cluster, subscriptions(cluster));
    }

    static void check(ClusterOptions cluster, List<Subscription> subscriptions) {
        try (NomadClient client = new NomadClient(cluster.settings())) {
            List<String> refusals = client.preflight(subscriptions);
            if (!refusals.isEmpty()) {
                throw UserException.failed("Nomad would not serve: " + String.join("; ", refusals));
            }
        }
    }

    private static List<Subscription> subscriptions(ClusterOptions cluster) {
        Map<Topic, Set<String>> topics =
                JobAssembly.TOPICS.stream()
                        .collect(Collectors.toMap(Function.identity(), topic -> Set.of()));
        return cluster.namespaces.stream()
                .map(namespace -> Subscription.of(cluster.region, namespace, topics))
                .toList();
    }
}
