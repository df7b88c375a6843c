package io.nomadflink.connector.event.payload;

/**
 * A payload that does not have the shape its topic should have.
 *
 * <p>The message names topic, member and position, never content, so it has no cause either: those
 * of JSON parsers quote what they read.
 */
public final class PayloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PayloadException(String message) {
        super(message);
    }
}
