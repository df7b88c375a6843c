package io.nomadflink.jobs.cli;

/** Something the user can mend; its message is all they need. */
final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit status for wrong usage. */
    static final int USAGE = 2;

    /** Exit status for a run that failed. */
    static final int FAILED = 1;

    private final int status;

    private UserException(int status, String message) {
        super(message);
        this.status = status;
    }

    static UserException usage(String message) {
        return new UserException(USAGE, message);
    }

    static UserException failed(String message) {
        return new UserException(FAILED, message);
    }

    int status() {
        return status;
    }
}
