package io.nomadflink.connector.client;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a queue's lines go that do not fit into it: nowhere, or into a {@link Spool} until the disk
 * fails. One thread appends, one reads.
 */
final class Overflow {
    private static final Logger LOG = LoggerFactory.getLogger(Overflow.class);

    private final Spool spool;
    private final AtomicLong lines = new AtomicLong();
    private volatile boolean usable;

    /**
     * @param spool or null
     */
    private Overflow(Spool spool) {
        this.spool = spool;
        this.usable = spool != null;
    }

    static Overflow none() {
        return new Overflow(null);
    }

    static Overflow into(Spool spool) {
        return new Overflow(spool);
    }

    /**
     * @param settings or null
     */
    static Overflow of(SpoolSettings settings) {
        if (settings == null) {
            return none();
        }
        try {
            return into(Spool.open(settings));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "no spool in {}, so what does not fit into the queue waits in Nomad: {}",
                    settings.directory(),
                    e.toString());
            return none();
        }
    }

    /** Whether there are lines that were not read. */
    boolean isInUse() {
        return lines.get() > 0;
    }

    boolean hasRoom(FeedItem item) {
        return usable && item instanceof FeedItem.Line line && spool.hasRoom(line);
    }

    boolean isHalfEmpty() {
        return usable ? spool.bytes() <= spool.limit() / 2 : !isInUse();
    }

    long bytes() {
        return spool == null ? 0 : spool.bytes();
    }

    /**
     * @return whether it took the item
     */
    boolean append(FeedItem item) {
        if (!usable || !(item instanceof FeedItem.Line line)) {
            return false;
        }
        try {
            boolean taken = spool.append(line);
            if (taken) {
                lines.incrementAndGet();
            }
            return taken;
        } catch (IOException e) {
            usable = false;
            LOG.warn("cannot spool any more, going on with memory only: {}", e.toString());
            return false;
        }
    }

    /**
     * @return the next line, or that it and all others are lost
     */
    FeedItem read() {
        try {
            FeedItem.Line line = spool.read();
            lines.decrementAndGet();
            return line;
        } catch (IOException e) {
            LOG.warn("what was spooled cannot be read and is asked for again: {}", e.toString());
            close();
            lines.set(0);
            return new FeedItem.Lost();
        }
    }

    void close() {
        usable = false;
        if (spool != null) {
            spool.close();
        }
    }
}
