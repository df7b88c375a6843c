package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;

/** What the fetching thread hands to the task's thread, in the order of the split. */
public sealed interface StreamElement {

    /**
     * A frame that is new as a whole or in part.
     *
     * @param line of a recording, 0 in a stream
     */
    record NewFrame(Frame frame, long line, long arrivalNanos) implements StreamElement {}

    /** A heartbeat of a stream that is caught up and proven. */
    record CaughtUp(long arrivalNanos) implements StreamElement {}

    /**
     * A stretch without proof.
     *
     * @param position where the split stands after it, or null if the next frame tells
     */
    record Missing(Gap gap, Position position) implements StreamElement {}

    /** The subscription was opened for the first time and begins here. */
    record Started(Position position) implements StreamElement {}
}
