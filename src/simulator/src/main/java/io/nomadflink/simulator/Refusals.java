package io.nomadflink.simulator;

/** The texts Nomad gives with statuses that refuse a request. */
final class Refusals {

    private Refusals() {}

    static Reply of(int status) {
        return switch (status) {
            case 401, 403 -> Reply.permissionDenied(status);
            case 429 ->
                    Reply.text(
                            429,
                            "Your IP is issuing too many concurrent connections, "
                                    + "please rate limit your calls\n");
            default -> Reply.text(status, "rpc error: No cluster leader");
        };
    }

    /** What a client agent without a server says, with a real status on all versions. */
    static Reply noServer() {
        return Reply.text(
                500,
                "rpc error: failed to get conn: dial tcp 127.0.0.1:4647: connect:"
                        + " connection refused");
    }
}
