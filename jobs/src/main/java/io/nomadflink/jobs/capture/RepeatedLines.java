package io.nomadflink.jobs.capture;

import io.nomadflink.connector.client.Signature;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which lines of a capture were written twice: those below the largest index so far, and those at
 * it whose events were all there before. What was made from lists has no order and always counts.
 */
final class RepeatedLines {
    private final Set<Long> signatures = new HashSet<>();
    private long index;

    /**
     * @param position what {@link #position()} gave
     */
    RepeatedLines(Iterable<Long> position) {
        boolean first = true;
        for (long value : position) {
            if (first) {
                index = value;
            } else {
                signatures.add(value);
            }
            first = false;
        }
    }

    /** The index and the signatures of its events. */
    List<Long> position() {
        List<Long> position = new ArrayList<>();
        position.add(index);
        position.addAll(signatures);
        return position;
    }

    boolean isRepeated(Frame frame) {
        if (frame.events().isEmpty() || frame.events().get(0).origin() != Origin.STREAM) {
            return false;
        }
        if (frame.index() < index) {
            return true;
        }
        if (frame.index() > index) {
            index = frame.index();
            signatures.clear();
        }
        boolean anyNew = false;
        for (NomadEvent event : frame.events()) {
            anyNew |= signatures.add(Signature.of(event));
        }
        return !anyNew;
    }

    /** After a gap the server may go on from a lower index: its state went back. */
    void gap(Gap gap) {
        if (gap.beforeIndex() <= index) {
            index = gap.beforeIndex() - 1;
            signatures.clear();
        }
    }
}
