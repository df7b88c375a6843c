package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Turns what a feed read into elements of its split, on the fetching thread. */
public interface ElementFeed extends Closeable {

    /** Adds what there is, up to about a number of elements. */
    void drainTo(List<StreamElement> out, int limit) throws IOException;

    /** Whether the last element has been handed over. */
    boolean isFinished();

    /** Whether {@link #drainTo} would find something. */
    boolean hasMore();

    @Override
    void close();
}
