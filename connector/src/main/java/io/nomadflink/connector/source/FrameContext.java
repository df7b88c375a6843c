package io.nomadflink.connector.source;

import io.nomadflink.connector.event.Topic;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a split knew before the frame at hand. Survives restarts: it is part of the split's state.
 */
@PublicEvolving
public interface FrameContext {

    /**
     * The largest payload time of a topic in all frames before this one, ns since the epoch, or 0.
     */
    long largestTimeBefore(Topic topic);

    /** When the frame came, ns since the epoch by this machine's clock. */
    long arrivalNanos();

    /**
     * When the frame before this one came, by the clock of the machine that read it, which was
     * another one before a failover; 0 if there was none.
     */
    default long lastArrivalNanos() {
        return 0;
    }

    /**
     * Whether an index lies in a stretch that was reported as a gap: an object created there is not
     * older than the stream although its first event was not seen. Only the last few gaps are
     * remembered.
     */
    default boolean inGap(long index) {
        return false;
    }
}
