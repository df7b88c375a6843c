package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.client.ElementFeed;
import io.nomadflink.connector.client.StreamElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** Elements of several splits, as one hand-over between threads. */
final class FrameBatch implements RecordsWithSplitIds<StreamElement> {
    private final Map<String, List<StreamElement>> elements = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final List<Runnable> receipts = new ArrayList<>();
    private Iterator<Map.Entry<String, List<StreamElement>>> splits;
    private List<StreamElement> current = List.of();
    private int next;
    private int size;

    /** Adds what a feed has for a split. */
    void drain(String splitId, ElementFeed feed, int limit) throws IOException {
        List<StreamElement> out = elements.computeIfAbsent(splitId, id -> new ArrayList<>());
        int before = out.size();
        receipts.add(feed.drainTo(out, limit));
        size += out.size() - before;
    }

    /** How many elements of all splits. */
    int size() {
        return size;
    }

    void finish(String splitId) {
        finished.add(splitId);
    }

    boolean isEmpty() {
        return finished.isEmpty() && size == 0;
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

    /** All of it is emitted: the feeds may read on. */
    @Override
    public void recycle() {
        receipts.forEach(Runnable::run);
        receipts.clear();
    }
}
