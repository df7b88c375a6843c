package io.nomadflink.connector.client;

import java.io.IOException;

/** An HTTP status other than 200. */
final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String words;

    StatusException(int status, String words) {
        super("status " + status + (words.isEmpty() ? "" : ": " + words));
        this.status = status;
        this.words = words;
    }

    int status() {
        return status;
    }

    String words() {
        return words;
    }
}
