package io.nomadflink.simulator;

import java.time.Duration;

/**
 * How a server is killed and started again.
 *
 * @param down how long nothing listens
 * @param replays whether the log is published again; else the buffer comes back empty
 * @param visible whether clients can connect while it is being replayed
 * @param blind how long tokens are refused, {@code *} means {@code default} and consistent reads
 *     hang; a visible replay takes as long
 */
public record Restart(Duration down, boolean replays, boolean visible, Duration blind) {

    /** A restart whose buffer comes back as it was, before clients can connect. */
    public static Restart replaying(Duration down) {
        return new Restart(down, true, false, Duration.ZERO);
    }

    /** A restart from a fresh snapshot: the buffer comes back empty. */
    public static Restart empty(Duration down) {
        return new Restart(down, false, false, Duration.ZERO);
    }

    /** The same, with clients let in while the log is replayed. */
    public Restart visibly() {
        return new Restart(down, replays, true, blind);
    }

    /** The same, with a time in which the server does not know its state yet. */
    public Restart blindFor(Duration duration) {
        return new Restart(down, replays, visible, duration);
    }
}
