package io.nomadflink.simulator;

import java.util.Set;

/** The state of a server's tables at one moment, to be restored later. */
public final class StateSnapshot {
    private final Tables tables = new Tables(Set.of());

    StateSnapshot(Tables saved) {
        tables.becomeLike(saved);
    }

    Tables tables() {
        return tables;
    }
}
