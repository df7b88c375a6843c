package io.nomadflink.jobs.capture;

import io.nomadflink.connector.client.Signature;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which lines a capture wrote twice, after a restart without exactly-once: the same index with the
 * same events as one of the last {@value #REMEMBERED} lines. What was made from lists always
 * counts.
 */
final class RepeatedLines {
    /** More than a capture usually writes between two checkpoints that complete. */
    static final int REMEMBERED = 10_000;

    private final LinkedHashSet<Long> recent = new LinkedHashSet<>();

    /**
     * @param remembered what {@link #remembered()} gave
     */
    RepeatedLines(Iterable<Long> remembered) {
        remembered.forEach(recent::add);
    }

    /** The last lines, oldest first. */
    List<Long> remembered() {
        return new ArrayList<>(recent);
    }

    boolean isRepeated(Frame frame) {
        if (frame.events().isEmpty() || frame.events().get(0).origin() != Origin.STREAM) {
            return false;
        }
        if (!recent.add(identity(frame))) {
            return true;
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
        return false;
    }

    /** The same for the events of a line in any order. */
    private static long identity(Frame frame) {
        long sum = 0;
        for (NomadEvent event : frame.events()) {
            sum += Signature.of(event) * 0x9e3779b97f4a7c15L;
        }
        return sum * 31 + frame.index();
    }

    /** A server whose state went back uses indexes again. */
    void gap(Gap gap) {
        if (gap.beforeIndex() <= gap.afterIndex()) {
            recent.clear();
        }
    }
}
