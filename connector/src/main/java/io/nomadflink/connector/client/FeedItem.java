package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import java.util.Map;
import java.util.Set;

/** What a feed's thread hands over, in order. */
public sealed interface FeedItem {

    /** How much of the queue's bound it takes. */
    default long bytes() {
        return 64;
    }

    /**
     * A connection sent its first heartbeat.
     *
     * @param start what the subscription starts with if this is its first connection ever, else
     *     null
     * @param namespaces those the subscription sees, with the index of their creation; empty unless
     *     it is to all
     * @param deletions an index above which no event of a namespace lies that was deleted before
     */
    record Opened(
            String address,
            long requestedIndex,
            Position start,
            Map<String, Long> namespaces,
            long deletions)
            implements FeedItem {}

    /** There are namespaces that the connection does not see. */
    record Grown(Map<String, Long> namespaces) implements FeedItem {}

    /** Namespaces were deleted, and all their events were handed over. */
    record Deleted(Set<String> namespaces) implements FeedItem {}

    /**
     * A line that is no heartbeat.
     *
     * @param number of the line in a recording, from 1; 0 in a stream
     * @param arrivalNanos ns since the epoch
     */
    record Line(byte[] content, long number, long arrivalNanos) implements FeedItem {
        @Override
        public long bytes() {
            return 64L + content.length;
        }
    }

    /** A line with what stands in it, or with what is new of that. */
    record Parsed(Frame frame, Line line) implements FeedItem {
        @Override
        public long bytes() {
            return line.bytes();
        }
    }

    /** {@code {}}. */
    record Heartbeat(long arrivalNanos) implements FeedItem {}

    /** A connection ended or could not be made; another follows. */
    record Disconnected(Cause cause, String detail) implements FeedItem {}

    /** The feed cannot go on. */
    record Failed(Exception cause) implements FeedItem {}

    /** Lines that are next and were spooled: a queue's own, never handed over. */
    record Spooled(long lines) implements FeedItem {
        static final Spooled ONE = new Spooled(1);

        @Override
        public long bytes() {
            return 0;
        }

        Spooled andOne() {
            return new Spooled(lines + 1);
        }

        Spooled butOne() {
            return new Spooled(lines - 1);
        }
    }

    /** Lines from here on are lost within this process and are to be asked for again. */
    record Lost() implements FeedItem {}

    /** The end of a recording. */
    record End() implements FeedItem {}

    /** Why a connection ended. */
    enum Cause {
        /** The server closed it, or the network. */
        CLOSED,
        /** Not a byte for the idle time-out. */
        SILENT,
        /** The queue stayed full: disconnected on purpose. */
        STALLED,
        /** Not served. */
        REFUSED,
        /** Not served for want of a right: a consistent read said so, too. */
        UNAUTHORIZED,
        /** What came was no frame. */
        MALFORMED,
        /** What had been spooled could not be read. */
        SPOOL,
        /** To see namespaces that are new. */
        NAMESPACES,
        /** Before the token expires. */
        TOKEN,
        /** To a server that may still hold the index. */
        NOT_HELD,
        /** The server sends heartbeats but lags behind its cluster. */
        LAGGING
    }
}
