package io.nomadflink.simulator.workload;

import io.nomadflink.simulator.SimulatedEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One write to the state: each object occurs once, at the place of its last write. */
final class Transaction {

    private final long index;
    private final Set<Stored> written = new LinkedHashSet<>();

    Transaction(long index) {
        this.index = index;
    }

    long index() {
        return index;
    }

    /** The object changed: its ModifyIndex becomes this index. */
    void write(Stored object) {
        object.written(index);
        mention(object);
    }

    /** The object is sent without raising its ModifyIndex. */
    void mention(Stored object) {
        written.remove(object);
        written.add(object);
    }

    List<SimulatedEvent> events(String type) {
        return written.stream().map(object -> object.event(type)).toList();
    }
}
