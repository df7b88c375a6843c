package io.nomadflink.connector.source.enumerator;

import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.annotation.Internal;

/**
 * Which splits there are, and which have no reader. Pure book-keeping.
 *
 * <p>That a failed reader brings nothing back does not mean that its splits are free: they are in
 * its state and come back with it; only those assigned since the last checkpoint are given back.
 */
@Internal
final class SplitBook {
    private final TreeSet<String> known;
    private final TreeMap<String, SubscriptionSplit> pending = new TreeMap<>();
    private final TreeMap<String, Integer> ordinals = new TreeMap<>();

    SplitBook(NomadEnumeratorState restored) {
        known = new TreeSet<>(restored.known());
        restored.pending().forEach(split -> pending.put(split.splitId(), split));
    }

    /**
     * Takes the plan of the present configuration: new splits become pending, those it no longer
     * has are forgotten.
     */
    void plan(Collection<SubscriptionSplit> planned) {
        ordinals.clear();
        Map<String, SubscriptionSplit> wanted = new TreeMap<>();
        for (SubscriptionSplit split : planned) {
            ordinals.put(split.splitId(), ordinals.size());
            wanted.put(split.splitId(), split);
        }
        known.retainAll(wanted.keySet());
        pending.keySet().retainAll(wanted.keySet());
        wanted.forEach(
                (id, split) -> {
                    if (known.add(id)) {
                        pending.put(id, split);
                    }
                });
    }

    void addBack(Collection<SubscriptionSplit> splits) {
        splits.forEach(split -> pending.put(split.splitId(), split));
    }

    /**
     * Takes the pending splits that belong to a reader; each split has one owner at a given
     * parallelism.
     */
    List<SubscriptionSplit> takeFor(int reader, int parallelism) {
        List<SubscriptionSplit> mine = new ArrayList<>();
        for (Iterator<SubscriptionSplit> all = pending.values().iterator(); all.hasNext(); ) {
            SubscriptionSplit split = all.next();
            if (ordinals.getOrDefault(split.splitId(), 0) % parallelism == reader) {
                mine.add(split);
                all.remove();
            }
        }
        return mine;
    }

    int pendingCount() {
        return pending.size();
    }

    NomadEnumeratorState state() {
        return new NomadEnumeratorState(new TreeSet<>(known), List.copyOf(pending.values()));
    }
}
