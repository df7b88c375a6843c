package io.nomadflink.connector.client;

import java.io.Closeable;

/** A source of lines with a thread and a queue of its own. */
interface Feed extends Closeable {

    void start();

    FeedQueue queue();

    /** Ends the thread and closes its socket or file; returns at once, may be called twice. */
    @Override
    void close();
}
