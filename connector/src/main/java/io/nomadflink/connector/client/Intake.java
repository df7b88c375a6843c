package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import java.io.Closeable;

/** What the items of a subscription come from: one connection that is kept up, or two. */
interface Intake extends Closeable {

    void start();

    /** The next item, or null if there is none now. */
    FeedItem poll();

    /**
     * For all that was polled since the last receipt: to be run, by any thread, when that is dealt
     * with. Until then it counts as held.
     */
    Runnable receipt();

    /** How much is held between sockets and consumer; may be asked by any thread. */
    long heldBytes();

    /** How much is held on disk; may be asked by any thread. */
    long spooledBytes();

    /** Whether {@link #poll} would give an item. */
    boolean hasMore();

    /**
     * Ends the current connection and comes back at an index.
     *
     * @param index or -1 for the last one handed over
     */
    void reconnect(long index, Cause cause);

    /** Ends its threads and closes its sockets; returns at once, may be called twice. */
    @Override
    void close();
}
