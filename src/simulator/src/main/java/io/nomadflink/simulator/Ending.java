package io.nomadflink.simulator;

import java.time.Duration;

/**
 * How a stream ends by the server's will.
 *
 * @param manner what the client sees
 * @param text what profiles with chunked bodies say
 * @param silence how long a silent stream stays open
 */
record Ending(Manner manner, String text, Duration silence) {

    /** What the client sees. */
    enum Manner {
        /** The connection closes on a line boundary. */
        CLOSE,
        /** Text and last chunk on chunked profiles, silence on hijacked ones. */
        TEXT,
        /** Not a byte more, then the connection closes. */
        SILENCE
    }

    static final Ending CLOSED = new Ending(Manner.CLOSE, "", Duration.ZERO);
    static final Ending DROPPED = text("event dropped from buffer");
    static final Ending EXPIRED = text("ACL token expired");
    static final Ending RESUBSCRIBE =
            text("subscription closed by server, client should resubscribe");

    static Ending text(String text) {
        return new Ending(Manner.TEXT, text, Duration.ZERO);
    }

    static Ending silent(Duration silence) {
        return new Ending(Manner.SILENCE, "", silence);
    }
}
