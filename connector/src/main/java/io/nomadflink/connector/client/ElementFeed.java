package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Turns what a feed read into elements of its split, on the fetching thread. */
public interface ElementFeed extends Closeable {

    /**
     * Adds what there is, up to about a number of elements, and to an eighth of what the feed may
     * hold or one larger line.
     *
     * @return to be run once, by any thread, when the elements are dealt with: until then they
     *     count as held by the feed, which reads on only while it holds less than its bound
     */
    Runnable drainTo(List<StreamElement> out, int limit) throws IOException;

    /** Whether the last element has been handed over. */
    boolean isFinished();

    /** Whether {@link #drainTo} would find something. */
    boolean hasMore();

    @Override
    void close();
}
