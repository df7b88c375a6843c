package io.nomadflink.connector.client;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the two connections of a hedge see: they stand for each other only while that is the same.
 */
final class HedgeNamespaces {
    private Set<String> seen = Set.of();

    Set<String> seen() {
        return seen;
    }

    void see(Set<String> namespaces) {
        seen = namespaces;
    }

    /** Those of a connection that are new, with the index of their creation. */
    Map<String, Long> freshIn(Map<String, Long> namespaces) {
        Map<String, Long> fresh = new TreeMap<>(namespaces);
        fresh.keySet().removeAll(seen);
        return fresh;
    }

    /** Whether a connection sees everything that is seen. */
    boolean areAllIn(Collection<String> namespaces) {
        return namespaces.containsAll(seen);
    }
}
