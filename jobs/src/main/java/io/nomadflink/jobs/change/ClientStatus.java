package io.nomadflink.jobs.change;

/**
 * What a client says of an allocation; the first three are counted, the first time an allocation
 * has them.
 */
public enum ClientStatus {
    COMPLETE("complete"),
    FAILED("failed"),
    LOST("lost"),
    PENDING("pending"),
    RUNNING("running"),
    UNKNOWN("unknown"),
    /** A status this version does not know. */
    OTHER("");

    private static final ClientStatus[] ALL = values();
    private final String text;

    ClientStatus(String text) {
        this.text = text;
    }

    public boolean isCounted() {
        return ordinal() <= LOST.ordinal();
    }

    public static ClientStatus of(String text) {
        return of(text.toCharArray(), 0, text.length());
    }

    static ClientStatus of(char[] buffer, int offset, int length) {
        for (ClientStatus status : ALL) {
            if (status.text.length() == length && status.isAt(buffer, offset)) {
                return status;
            }
        }
        return OTHER;
    }

    static ClientStatus at(int ordinal) {
        return ALL[ordinal];
    }

    private boolean isAt(char[] buffer, int offset) {
        for (int i = 0; i < text.length(); i++) {
            if (buffer[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
