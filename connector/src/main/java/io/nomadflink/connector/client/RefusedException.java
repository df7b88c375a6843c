package io.nomadflink.connector.client;

import java.io.IOException;

/** Nomad did not serve a subscription, and what is known of the reason. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of reason. */
    public enum Kind {
        /** Nobody answers, a server starts, no leader, too many connections: may pass. */
        UNAVAILABLE,
        /** Token or capability. */
        AUTHORIZATION,
        /**
         * Region, topic, index, broker switched off, not a Nomad server: will not pass by itself.
         */
        CONFIGURATION,
        /** Refused although nothing was found that speaks against it. */
        UNEXPLAINED
    }

    private final Kind kind;

    public RefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
