package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import java.time.Duration;

/** One of the two connections of a hedge, and what is known of it. */
final class HedgeLeg {
    /** The lines of a resumption follow the first heartbeat within milliseconds. */
    private static final Duration FIRST_LINE = Duration.ofMillis(500);

    private enum State {
        CONNECTING,
        OPEN,
        DOWN
    }

    private final int number;
    private final long openNanos;
    private volatile Intake intake;
    private State state = State.CONNECTING;
    private long since;
    private FeedItem.Opened opening;
    private FeedItem.Parsed held;
    private boolean heard;
    private long ordered = -1;
    private boolean askedAgain;
    private boolean failed;
    private boolean over;

    /**
     * @param openTimeout how long a connection may take
     */
    HedgeLeg(int number, Duration openTimeout) {
        this.number = number;
        this.openNanos = openTimeout.toNanos();
    }

    int number() {
        return number;
    }

    /** Reads from here on, perhaps in place of what failed. */
    void begin(Intake from, long now) {
        intake = from;
        over = false;
        enter(State.CONNECTING, now);
        from.start();
    }

    /** The frame that had to wait, or the next item, or null. */
    FeedItem next() {
        FeedItem item = held;
        held = null;
        return item == null ? intake.poll() : item;
    }

    Runnable receipt() {
        return intake.receipt();
    }

    long heldBytes() {
        Intake from = intake;
        return from == null ? 0 : from.heldBytes();
    }

    long spooledBytes() {
        Intake from = intake;
        return from == null ? 0 : from.spooledBytes();
    }

    boolean isHolding() {
        return held != null;
    }

    void hold(FeedItem.Parsed frame) {
        held = frame;
    }

    /** Comes back at an index; what comes until then does not count. */
    void reconnect(long index, Cause cause, long now) {
        ordered = index;
        held = null;
        enter(State.CONNECTING, now);
        intake.reconnect(index, cause);
    }

    /**
     * @return whether it is the connection that was wanted, not one from before it was ordered
     */
    boolean opened(FeedItem.Opened item, long now) {
        if (ordered >= 0 && item.requestedIndex() > ordered) {
            return false;
        }
        ordered = -1;
        failed = false;
        opening = item;
        heard = false;
        enter(State.OPEN, now);
        return true;
    }

    /** Waits for an order to connect anew. */
    void disregard(long now) {
        enter(State.CONNECTING, now);
    }

    void disconnected(Cause cause, long now) {
        enter(cause == Cause.REFUSED ? State.DOWN : State.CONNECTING, now);
    }

    void failed(long now) {
        failed = true;
        over = true;
        intake.close();
        enter(State.DOWN, now);
    }

    /** Whether it failed and has not served since. */
    boolean hasFailed() {
        return failed;
    }

    /** Whether it failed so long ago that it may be tried again. */
    boolean mayBegin(long now) {
        return over && now - since >= openNanos;
    }

    Duration pauseAfterFailure() {
        return Duration.ofNanos(openNanos).plusMillis(1);
    }

    private void enter(State next, long now) {
        state = next;
        since = now;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** How its present connection was opened. */
    FeedItem.Opened opening() {
        return opening;
    }

    /** A line came on its present connection. */
    void heard() {
        heard = true;
    }

    /** For how long it may still show that it has what the other has not, zero or less if not. */
    long hopeNanos(long now) {
        return switch (state) {
            case CONNECTING -> since + openNanos - now;
            case OPEN -> heard ? 0 : since + FIRST_LINE.toNanos() - now;
            case DOWN -> 0;
        };
    }

    /**
     * @return whether this is the first time in a row that its namespaces are too few
     */
    boolean asksAgain() {
        askedAgain = !askedAgain;
        return askedAgain;
    }

    void namespacesAgreed() {
        askedAgain = false;
    }

    void close() {
        intake.close();
    }
}
