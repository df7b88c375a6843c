package io.nomadflink.connector.client;

import java.io.IOException;

/** A line above the configured ceiling. */
public final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    public LineTooLongException(int limit) {
        super(
                "a line of the stream is longer than "
                        + limit
                        + " bytes; raise nomad.max-line-size if that is expected");
    }
}
