package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines on disk, first in, first out, bounded by bytes; nothing is flushed, for nothing of it
 * outlives its process. Segments are removed once they are read.
 */
final class Spool implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final long SMALLEST_SEGMENT = 4 << 10;
    private static final long LARGEST_SEGMENT = 64 << 20;

    private final SpoolDirectory directory;
    private final long limit;
    private final long segmentBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by the lock, which is held while one line is written or read
    private final ArrayDeque<SpoolSegment> segments = new ArrayDeque<>();

    /** Of all segments, changed under the lock. */
    private volatile long bytes;

    private volatile boolean closed;

    private Spool(SpoolDirectory directory, long limit) {
        this.directory = directory;
        this.limit = limit;
        this.segmentBytes = Math.min(LARGEST_SEGMENT, Math.max(SMALLEST_SEGMENT, limit / 16));
    }

    static Spool open(SpoolSettings settings) throws IOException {
        return new Spool(SpoolDirectory.in(Path.of(settings.directory())), settings.maxBytes());
    }

    long bytes() {
        return bytes;
    }

    long limit() {
        return limit;
    }

    boolean hasRoom(FeedItem.Line line) {
        return !closed && bytes + SpoolSegment.sizeOf(line) <= limit;
    }

    /**
     * @return false if there is no room
     */
    boolean append(FeedItem.Line line) throws IOException {
        lock.lock();
        try {
            if (!hasRoom(line)) {
                return false;
            }
            writable().append(line);
            bytes += SpoolSegment.sizeOf(line);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private SpoolSegment writable() throws IOException {
        SpoolSegment last = segments.peekLast();
        if (last == null || last.written() >= segmentBytes) {
            last = new SpoolSegment(directory.newFile());
            segments.add(last);
        }
        return last;
    }

    /** The first line that was not read; there must be one. */
    FeedItem.Line read() throws IOException {
        lock.lock();
        try {
            SpoolSegment first = segments.peek();
            if (first == null) {
                throw new IOException("the spool is closed");
            }
            FeedItem.Line line = first.read();
            if (first.isReadUp()) {
                segments.poll();
                bytes -= first.written();
                first.close();
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    /** Removes its files; what is in it is gone. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                bytes = 0;
                remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private void remove() {
        try {
            for (SpoolSegment segment; (segment = segments.poll()) != null; ) {
                segment.close();
            }
        } catch (IOException e) {
            LOG.debug("a spool's file could not be closed", e);
        }
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("the spool in {} could not be removed: {}", directory.path(), e.toString());
        }
    }
}
