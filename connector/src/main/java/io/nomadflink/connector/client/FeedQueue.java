package io.nomadflink.connector.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands items from a feed's thread to its one consumer, bounded by bytes. An item larger than the
 * bound passes when the queue is empty. All fields below the lock are guarded by it.
 */
final class FeedQueue {
    /** Items taken at once: a lock for each would cost as much as cutting its line. */
    private static final int BATCH = 64;

    private final long limit;
    private final Runnable available;

    /** Touched by the consumer only; their bytes count until the last of them is gone. */
    private final ArrayDeque<FeedItem> taken = new ArrayDeque<>(BATCH);

    private long takenBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<FeedItem> items = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    /**
     * @param available called, outside the lock, when an item was added to an empty queue
     */
    public FeedQueue(long limit, Runnable available) {
        this.limit = limit;
        this.available = available;
    }

    /**
     * @return whether it was taken within the patience; false, too, when closed
     */
    boolean put(FeedItem item, Duration patience) throws InterruptedException {
        boolean wasEmpty;
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!closed && bytes > 0 && bytes + item.bytes() > limit) {
                if (left <= 0) {
                    return false;
                }
                left = drained.awaitNanos(left);
            }
            if (closed) {
                return false;
            }
            wasEmpty = items.isEmpty();
            items.add(item);
            bytes += item.bytes();
        } finally {
            lock.unlock();
        }
        if (wasEmpty) {
            available.run();
        }
        return true;
    }

    /** Adds regardless of the bound: for the small items that tell what happened. */
    void tell(FeedItem item) {
        boolean wasEmpty;
        lock.lock();
        try {
            wasEmpty = items.isEmpty();
            items.add(item);
            bytes += item.bytes();
        } finally {
            lock.unlock();
        }
        if (wasEmpty) {
            available.run();
        }
    }

    /** Waits until at most half of the bound is taken. */
    boolean awaitHalfEmpty(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!closed && bytes > limit / 2) {
                if (left <= 0) {
                    return false;
                }
                left = drained.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** The next item, or null. */
    public FeedItem poll() {
        FeedItem item = taken.poll();
        if (item == null) {
            take();
            item = taken.poll();
        }
        return item;
    }

    private void take() {
        lock.lock();
        try {
            release();
            while (taken.size() < BATCH && takenBytes <= limit / 4 && !items.isEmpty()) {
                FeedItem item = items.poll();
                takenBytes += item.bytes();
                taken.add(item);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is gone: the feed may go on. */
    private void release() {
        bytes -= takenBytes;
        takenBytes = 0;
        drained.signal();
    }

    /** Whether the consumer would find nothing; asked by itself. */
    public boolean isEmpty() {
        if (!taken.isEmpty()) {
            return false;
        }
        lock.lock();
        try {
            release();
            return items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            items.clear();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a while, or less if closed. */
    boolean sleep(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = drained.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
