package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import java.util.List;
import java.util.Set;

/** What the fetching thread hands to the task's thread, in the order of the split. */
public sealed interface StreamElement {

    /**
     * A frame that is new as a whole or in part.
     *
     * @param line of a recording, 0 in a stream
     */
    record NewFrame(Frame frame, long line, long arrivalNanos) implements StreamElement {}

    /**
     * A heartbeat of a stream that is caught up and proven.
     *
     * @param settled whether nothing came for a while before it, so that the last index is complete
     */
    record CaughtUp(long arrivalNanos, boolean settled) implements StreamElement {}

    /**
     * A stretch without proof.
     *
     * @param position where the split stands after it, or null if the next frame tells
     * @param healing what to read from lists, or null if gaps are only reported
     */
    record Missing(Gap gap, Position position, Backfill healing) implements StreamElement {}

    /** Which jobs existed after a gap, as a capture has kept it. */
    record Listed(Inventory inventory, long arrivalNanos) implements StreamElement {}

    /**
     * What exists at the start, to be read from lists; afterwards the split stands at the position.
     */
    record Existing(Backfill objects, Position position) implements StreamElement {}

    /**
     * Which namespaces the subscription sees, and the events of those it had not seen before.
     *
     * @param missed frames below the position, only with events of namespaces that are new
     */
    record Namespaces(Set<String> seen, List<NewFrame> missed) implements StreamElement {}

    /** The subscription was opened for the first time and begins here. */
    record Started(Position position) implements StreamElement {}
}
