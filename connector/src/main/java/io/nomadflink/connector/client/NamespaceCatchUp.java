package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Events of namespaces that an earlier connection did not see, below the position: a connection
 * that asks for an index at or below the namespaces' creation brings them among events that are
 * already delivered. They are held until the position is reached, for they belong to one
 * checkpoint; above a bound they are given up, all of them, so that nothing comes out of order.
 * Pure.
 */
final class NamespaceCatchUp {
    private final Set<String> fresh;
    private final long from;
    private final long limit;
    private final List<StreamElement.NewFrame> missed = new ArrayList<>();
    private long first = -1;
    private long bytes;
    private boolean givenUp;

    /**
     * @param from the lowest index of what is missed: others of the same name may have been before
     * @param limit how many bytes of lines may be held; a single larger one passes
     */
    NamespaceCatchUp(Set<String> fresh, long from, long limit) {
        this.fresh = fresh;
        this.from = from;
        this.limit = limit;
    }

    /** A frame below the position. */
    void take(Frame frame, long arrivalNanos) {
        first = first < 0 ? frame.index() : first;
        if (frame.index() < from || givenUp) {
            return;
        }
        List<NomadEvent> mine =
                frame.events().stream().filter(event -> fresh.contains(event.namespace())).toList();
        if (!mine.isEmpty()) {
            hold(new StreamElement.NewFrame(frame.with(mine), 0, arrivalNanos), frame.bytes());
        }
    }

    /** What is left of a frame keeps its whole line. */
    private void hold(StreamElement.NewFrame next, long line) {
        bytes += line;
        givenUp = bytes > limit && !missed.isEmpty();
        if (givenUp) {
            missed.clear();
        } else {
            missed.add(next);
        }
    }

    List<StreamElement.NewFrame> missed() {
        return missed;
    }

    Set<String> fresh() {
        return fresh;
    }

    /**
     * What may be missing of the namespaces once the position is reached, or null.
     *
     * @param position the index that was reached
     */
    Break missing(long position) {
        boolean holdsAllSince = first > 0 && first <= from;
        if (from >= position || holdsAllSince && !givenUp) {
            return null;
        }
        long again = givenUp || first < 0 ? position : first;
        return new Break(from - 1, again, Gap.Cause.NAMESPACE);
    }
}
