package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import java.util.List;

/**
 * A stretch without proof: events with an index above {@code after} and below {@code before} may be
 * missing.
 *
 * @param after the last index that is complete
 * @param before what is delivered again from here on
 * @param halves indexes within it of which one line was delivered
 */
public record Break(long after, long before, Gap.Cause cause, List<HalfIndex> halves) {

    public Break(long after, long before, Gap.Cause cause) {
        this(after, before, cause, List.of());
    }

    /** Whether lists tell what another line of the frame's index would, should it come. */
    boolean covers(Frame next) {
        return before > next.index();
    }
}
