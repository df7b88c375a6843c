package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the fetching thread hands to the task's thread, in the order of the split. Each is to be
 * dealt with as a whole: a checkpoint lies before or behind it.
 */
public sealed interface StreamElement {

    /** The gaps that it tells of, which lie before its {@link #frames}. */
    default List<Gap> gaps() {
        return List.of();
    }

    /** The frames of the stream that it holds. */
    default List<NewFrame> frames() {
        return List.of();
    }

    /**
     * A frame that is new as a whole or in part.
     *
     * @param line of a recording, 0 in a stream
     * @param last whether lists tell what another line of its index would
     */
    record NewFrame(Frame frame, long line, long arrivalNanos, boolean last)
            implements StreamElement {
        public NewFrame(Frame frame, long line, long arrivalNanos) {
            this(frame, line, arrivalNanos, false);
        }

        NewFrame asLast() {
            return new NewFrame(frame, line, arrivalNanos, true);
        }

        @Override
        public List<NewFrame> frames() {
            return List.of(this);
        }
    }

    /**
     * A heartbeat of a stream that is caught up and proven.
     *
     * @param settled whether nothing came for a while before it, so that the last index is complete
     */
    record CaughtUp(long arrivalNanos, boolean settled) implements StreamElement {}

    /**
     * A stretch without proof, together with what moves the split beyond it: else a checkpoint
     * between the two would make a restored split report and heal it again.
     *
     * @param healing what to read from lists, or null if gaps are only reported
     * @param next what follows it: a frame, another stretch, or where the split stands
     */
    record Missing(Gap gap, Backfill healing, StreamElement next) implements StreamElement {
        @Override
        public List<Gap> gaps() {
            List<Gap> all = new ArrayList<>();
            all.add(gap);
            all.addAll(next.gaps());
            return all;
        }

        @Override
        public List<NewFrame> frames() {
            return next.frames();
        }
    }

    /**
     * Which jobs existed after a gap, as a capture has kept it.
     *
     * @param line of the recording
     */
    record Listed(Inventory inventory, long line, long arrivalNanos) implements StreamElement {}

    /**
     * What exists at the start, to be read from lists; afterwards the split stands at the position.
     *
     * @param next the frame that showed where the stream takes over, or null if none came
     */
    record Existing(Backfill objects, Position position, NewFrame next) implements StreamElement {
        @Override
        public List<NewFrame> frames() {
            return next == null ? List.of() : next.frames();
        }
    }

    /**
     * Which namespaces the subscription sees, and the events of those it had not seen before.
     *
     * @param missed frames below the position, only with events of namespaces that are new
     */
    record Namespaces(Set<String> seen, List<NewFrame> missed) implements StreamElement {
        @Override
        public List<NewFrame> frames() {
            return missed;
        }
    }

    /** The split stands here: it begins, or what lies before was given up. */
    record Reached(Position position) implements StreamElement {}

    /** A line of a recording that was no frame is dealt with. */
    record LineDone(long line) implements StreamElement {}
}
