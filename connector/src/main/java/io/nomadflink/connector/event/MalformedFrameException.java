package io.nomadflink.connector.event;

import java.io.IOException;

/**
 * A line that is no frame. The message tells where and what was wrong, never the line's content.
 */
public final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String message) {
        super(message);
    }
}
