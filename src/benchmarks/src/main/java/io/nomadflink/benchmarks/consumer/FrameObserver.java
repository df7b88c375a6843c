package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;

/** Sees what passes through a source, in the task's thread. */
public interface FrameObserver {

    /** Before a frame's records are made. */
    default void arrives(Frame frame) {}

    /** When all records of a frame have gone through the operators chained to the source. */
    void emitted(Frame frame);

    /** Something may be missing. */
    default void gap(Gap gap) {
        throw new IllegalStateException("a gap: " + gap);
    }
}
