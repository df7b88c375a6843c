package io.nomadflink.connector.event.plain;

/** What is read is not in the plain form: a full parser must judge it. Carries nothing. */
public final class UnusualException extends Exception {
    static final UnusualException INSTANCE = new UnusualException();
    private static final long serialVersionUID = 1L;

    public static UnusualException unusual() {
        return INSTANCE;
    }

    private UnusualException() {
        super("not in the plain form", null, false, false);
    }
}
