package io.nomadflink.connector.client;

import java.io.IOException;

/** 200 and then no heartbeat: how servers from 1.11.2 on refuse. */
final class SilentStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    SilentStreamException(String message) {
        super(message);
    }
}
