package io.nomadflink.simulator;

import java.util.Set;

/**
 * What one subscription sees, with the oddities of Nomad's own filter.
 *
 * @param topics keys per topic
 * @param namespaces the namespaces it may see, null for all that exist or will exist
 */
record EventFilter(TopicKeys topics, Set<String> namespaces) {

    /** How often the event is delivered: 0, 1, or once per key that names it. */
    int matches(SimulatedEvent event) {
        boolean visible =
                event.namespace().isEmpty()
                        || namespaces == null
                        || namespaces.contains(event.namespace());
        return visible ? topics.matches(event) : 0;
    }
}
