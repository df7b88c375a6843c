package io.nomadflink.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code topic} parameters of a subscription: keys per topic, repetitions included.
 *
 * @param keys keys per topic in the order of the query
 */
record TopicKeys(Map<String, List<String>> keys) {

    static final String ANY = "*";

    /** Topics that need no more than reading a namespace or the nodes. */
    private static final Set<String> COMMON =
            Set.of("Job", "Allocation", "Evaluation", "Deployment", "Service", "Node");

    static TopicKeys parse(List<String> parameters) throws BadRequest {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String parameter : parameters.isEmpty() ? List.of(ANY) : parameters) {
            String[] parts = parameter.split(":", -1);
            if (parts.length > 2) {
                throw new BadRequest("Invalid key value pair for topic, topic: " + parameter);
            }
            keys.computeIfAbsent(parts[0], topic -> new ArrayList<>())
                    .add(parts.length == 2 ? parts[1] : ANY);
        }
        return new TopicKeys(keys);
    }

    /** How often an event is delivered: once per key that names it. */
    int matches(SimulatedEvent event) {
        List<String> every = keys.getOrDefault(ANY, List.of());
        if (isWildcard(every)) {
            return 1;
        }
        List<String> wanted = new ArrayList<>(every);
        wanted.addAll(keys.getOrDefault(event.topic(), List.of()));
        if (isWildcard(wanted)) {
            return 1;
        }
        return (int) wanted.stream().filter(key -> named(event, key)).count();
    }

    /** Whether only a management token may ask for these topics. */
    boolean needManagement() {
        return !COMMON.containsAll(keys.keySet());
    }

    /** Whether {@code node:read} is needed. */
    boolean needNodes() {
        return keys.containsKey("Node");
    }

    private static boolean isWildcard(List<String> keys) {
        return keys.size() == 1 && keys.get(0).equals(ANY);
    }

    private static boolean named(SimulatedEvent event, String key) {
        return key.equals(event.key()) || event.filterKeys().contains(key);
    }
}
