package io.nomadflink.connector.client;

import io.nomadflink.connector.event.MalformedFrameException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines that are no frames: each ends its connection, and the same place is tried again a few
 * times.
 */
final class MalformedLines {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedLines.class);
    private static final int LIMIT = 3;

    private final String name;
    private int inRow;
    private long after;

    MalformedLines(String name) {
        this.name = name;
    }

    /** A frame came: one above the place of the last failure shows that the place was passed. */
    void frame(long index) {
        inRow = index > after ? 0 : inRow;
    }

    /**
     * @param index of the last frame that was accepted
     * @throws IOException if there is no point in trying again
     */
    void found(MalformedFrameException e, long index) throws IOException {
        after = index;
        if (++inRow >= LIMIT) {
            throw new IOException(
                    name
                            + ": after index "
                            + index
                            + " came "
                            + inRow
                            + " times in a row what is no frame: "
                            + e.getMessage());
        }
        LOG.warn("{}: {}; connecting anew", name, e.getMessage());
    }
}
