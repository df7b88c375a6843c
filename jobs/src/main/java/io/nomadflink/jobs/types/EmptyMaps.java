package io.nomadflink.jobs.types;

import org.apache.flink.api.common.state.MapState;

/** Maps of a key's state that a walk may have emptied. */
public final class EmptyMaps {
    private EmptyMaps() {}

    /** On the heap an empty map stays an entry of its key when an iterator has removed the last. */
    public static void forget(MapState<?, ?> state) throws Exception {
        if (state.isEmpty()) {
            state.clear();
        }
    }
}
