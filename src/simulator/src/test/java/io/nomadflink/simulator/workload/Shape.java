package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.simulator.SimulatedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the lines of a stream have in common, gathered line by line. */
final class Shape implements TransactionSink {

    private static final Set<String> MODIFIED_AT_INDEX =
            Set.of("Allocation", "Evaluation", "Deployment");

    private final Set<String> kinds = new TreeSet<>();
    private final Map<String, Set<String>> paths = new TreeMap<>();
    private final Map<String, Set<String>> commonFields = new TreeMap<>();
    private final Set<String> pairs = new TreeSet<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private long lastIndex;
    private String lastType;
    private int linesOfIndex;
    private int mostLinesPerIndex;
    private int mixedLines;
    private int staleObjects;

    @Override
    public void publish(long index, List<SimulatedEvent> events) {
        String type = events.get(0).type();
        linesOfIndex = index == lastIndex ? linesOfIndex + 1 : 1;
        mostLinesPerIndex = Math.max(mostLinesPerIndex, linesOfIndex);
        if (linesOfIndex > 1) {
            pairs.add(lastType + "," + type);
        }
        lastIndex = index;
        lastType = type;
        Set<String> keys = new HashSet<>();
        for (SimulatedEvent event : events) {
            event(index, event);
            boolean again = !keys.add(event.topic() + event.namespace() + event.key());
            mixedLines += again || !event.type().equals(type) ? 1 : 0;
        }
    }

    /** Topic and type of all events. */
    Set<String> kinds() {
        return kinds;
    }

    /** All fields per topic, nested ones by their path. */
    Map<String, Set<String>> paths() {
        return paths;
    }

    /** Fields per topic that no object lacks. */
    Map<String, Set<String>> commonFields() {
        return commonFields;
    }

    /** Types of two lines with one index. */
    Set<String> pairs() {
        return pairs;
    }

    int mostLinesPerIndex() {
        return mostLinesPerIndex;
    }

    /** Lines with several types, or with one object twice. */
    int mixedLines() {
        return mixedLines;
    }

    /** Allocations, evaluations and deployments whose ModifyIndex is not the line's. */
    int staleObjects() {
        return staleObjects;
    }

    double averageSize(String topic) {
        return bytes.get(topic) / (double) counts.get(topic);
    }

    private void event(long index, SimulatedEvent event) {
        String topic = event.topic();
        kinds.add(topic + "/" + event.type());
        collect("", event.payload(), paths.computeIfAbsent(topic, t -> new TreeSet<>()));
        Set<String> fields = new TreeSet<>();
        event.payload().fieldNames().forEachRemaining(fields::add);
        event.object().fieldNames().forEachRemaining(fields::add);
        commonFields.computeIfAbsent(topic, t -> new TreeSet<>(fields)).retainAll(fields);
        counts.merge(topic, 1L, Long::sum);
        bytes.merge(topic, (long) event.payload().toString().length(), Long::sum);
        boolean stale = event.object().path("ModifyIndex").longValue() != index;
        staleObjects += MODIFIED_AT_INDEX.contains(topic) && stale ? 1 : 0;
    }

    private static void collect(String prefix, JsonNode node, Set<String> paths) {
        if (node.isArray()) {
            node.forEach(element -> collect(prefix + "[]", element, paths));
        }
        if (node.isObject()) {
            node.properties().forEach(f -> field(prefix, f.getKey(), f.getValue(), paths));
        }
    }

    /** Names of groups, tasks, nodes and the like are data rather than fields. */
    private static void field(String prefix, String name, JsonNode value, Set<String> paths) {
        String path = prefix + "." + (name.matches("[A-Z].*") ? name : "*");
        paths.add(path);
        collect(path, value, paths);
    }
}
