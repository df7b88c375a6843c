package io.nomadflink.connector.client;

import java.util.List;

/**
 * The snapshot that a subscription begins with, until it is known where the stream takes over from
 * it. Used by one thread; no I/O.
 */
final class StartingSnapshot {
    private final BackfillPlan lists;
    private boolean pending;
    private boolean askedTwice;
    private boolean interrupted;

    /**
     * @param wanted whether there is to be one
     */
    StartingSnapshot(boolean wanted, BackfillPlan lists) {
        this.pending = wanted;
        this.lists = lists;
    }

    boolean isPending() {
        return pending;
    }

    /** Of a cluster without any index there is nothing to list. */
    void begin(Position start) {
        pending &= start.coverage() == Coverage.WHOLE;
    }

    /**
     * @param first whether it is the subscription's first connection
     */
    void opened(boolean first) {
        askedTwice = false;
        interrupted |= pending && !first;
    }

    /**
     * Whether the subscription lost a connection before the snapshot, and with it perhaps events.
     */
    boolean isInterrupted() {
        return interrupted;
    }

    /**
     * Begins with what exists as of an index; what happens above it comes with the stream.
     *
     * @param next a frame that follows, or null
     */
    StreamElement before(StreamElement.NewFrame next, long index) {
        pending = false;
        return new StreamElement.Existing(lists.existing(index), Position.whole(index), next);
    }

    /**
     * The same where the stream begins again after a gap.
     *
     * @param next the frame it begins with, or null if a heartbeat tells that it is alive
     */
    StreamElement before(StreamElement.NewFrame next, Break gap) {
        pending = false;
        long index = next == null ? gap.before() - 1 : next.frame().index() - 1;
        return new StreamElement.Existing(lists.existing(gap), Position.whole(index), next);
    }

    /**
     * A snapshot need not wait for an event: without one, it ends where the tables are as they were
     * when the subscription began. If they went on, a heartbeat must show first that the stream is
     * alive: else its events are on their way, or lost.
     *
     * @return whether the tables are to be asked once more, as a line may be on its way that they
     *     tell of
     */
    boolean settleQuietly(Continuity continuity, List<StreamElement> out) {
        long now = continuity.tableIndex().orElse(-1);
        if (!continuity.isProven()) {
            if (now > continuity.floor() && !continuity.staleSeen()) {
                boolean again = !askedTwice;
                askedTwice = true;
                return again;
            }
            continuity.moveTo(Position.whole(Math.max(now, continuity.floor())));
        }
        out.add(before(null, continuity.floor()));
        return false;
    }
}
