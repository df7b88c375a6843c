package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the two connections of a hedge see: they stand for each other only while that is the same.
 */
final class HedgeNamespaces {
    private Map<String, Long> seen = Map.of();

    Set<String> seen() {
        return seen.keySet();
    }

    /**
     * @param namespaces with the index of their creation
     */
    void see(Map<String, Long> namespaces) {
        seen = namespaces;
    }

    /** Whether any of those that are seen was created after an index. */
    boolean isCreatedAfter(long index, Collection<String> namespaces) {
        return namespaces.stream().anyMatch(name -> seen.getOrDefault(name, 0L) > index);
    }

    /** Those of a connection that are new, with the index of their creation. */
    Map<String, Long> freshIn(Map<String, Long> namespaces) {
        Map<String, Long> fresh = new TreeMap<>(namespaces);
        fresh.keySet().removeAll(seen.keySet());
        return fresh;
    }

    /** Those that are seen, but not by a connection. */
    Set<String> missingIn(Collection<String> namespaces) {
        Set<String> missing = new TreeSet<>(seen.keySet());
        missing.removeAll(namespaces);
        return missing;
    }

    /**
     * A frame without the events of namespaces that are not seen yet, though one of the two may
     * show them: servers up to 1.9.5 always do. They come when both see the namespace, from its
     * creation on.
     */
    Frame visible(Frame frame) {
        if (seen.isEmpty() || frame.events().stream().allMatch(this::isSeen)) {
            return frame;
        }
        return frame.with(frame.events().stream().filter(this::isSeen).toList());
    }

    private boolean isSeen(NomadEvent event) {
        return event.namespace().isEmpty() || seen.containsKey(event.namespace());
    }
}
