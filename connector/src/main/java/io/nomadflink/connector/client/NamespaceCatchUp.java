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
 * already delivered. Pure.
 */
final class NamespaceCatchUp {
    private final Set<String> fresh;
    private final long from;
    private final List<StreamElement.NewFrame> missed = new ArrayList<>();
    private long first = -1;

    /**
     * @param from the lowest index of what is missed: others of the same name may have been before
     */
    NamespaceCatchUp(Set<String> fresh, long from) {
        this.fresh = fresh;
        this.from = from;
    }

    /** A frame below the position. */
    void take(Frame frame, long arrivalNanos) {
        first = first < 0 ? frame.index() : first;
        if (frame.index() < from) {
            return;
        }
        List<NomadEvent> mine =
                frame.events().stream().filter(event -> fresh.contains(event.namespace())).toList();
        if (!mine.isEmpty()) {
            missed.add(new StreamElement.NewFrame(frame.with(mine), 0, arrivalNanos));
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
        if (holdsAllSince || from >= position) {
            return null;
        }
        return new Break(from - 1, first > 0 ? first : position, Gap.Cause.NAMESPACE);
    }
}
