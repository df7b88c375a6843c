package io.nomadflink.jobs.change;

import java.io.IOException;

/**
 * A payload without the members its topic promises, or with other types. Says nothing of its
 * content.
 */
final class WrongPayloadException extends IOException {
    static final WrongPayloadException INSTANCE = new WrongPayloadException();
    private static final long serialVersionUID = 1L;

    private WrongPayloadException() {
        super("not the payload of its topic", null);
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
