package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.client.StreamElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** Elements of several splits, as one hand-over between threads. */
final class FrameBatch implements RecordsWithSplitIds<StreamElement> {
    private final Map<String, List<StreamElement>> elements = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private java.util.Iterator<Map.Entry<String, List<StreamElement>>> splits;
    private List<StreamElement> current = List.of();
    private int next;

    List<StreamElement> of(String splitId) {
        return elements.computeIfAbsent(splitId, id -> new ArrayList<>());
    }

    void finish(String splitId) {
        finished.add(splitId);
    }

    boolean isEmpty() {
        return finished.isEmpty() && elements.values().stream().allMatch(List::isEmpty);
    }

    @Override
    public String nextSplit() {
        if (splits == null) {
            splits = elements.entrySet().iterator();
        }
        if (!splits.hasNext()) {
            return null;
        }
        Map.Entry<String, List<StreamElement>> entry = splits.next();
        current = entry.getValue();
        next = 0;
        return entry.getKey();
    }

    @Override
    public StreamElement nextRecordFromSplit() {
        return next < current.size() ? current.get(next++) : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished;
    }
}
