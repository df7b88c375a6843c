package io.nomadflink.connector.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands items from a feed's thread to its one consumer, bounded by bytes. An item larger than the
 * bound passes when nothing is held. What was polled stays held until its {@link #receipt} is given
 * back, so the bound covers what is on its way further on. The consumer takes items from under the
 * lock in batches: a lock for each would cost as much as cutting its line.
 */
final class FeedQueue {
    private static final int BATCH = 64;

    private final long limit;
    private final Runnable available;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();

    // guarded by the lock
    private final ArrayDeque<FeedItem> items = new ArrayDeque<>();
    private long added;

    private volatile boolean closed;

    /** Whether the feed's thread waits for room. */
    private volatile boolean waiting;

    /** Bytes for which a receipt was given back. */
    private final AtomicLong released = new AtomicLong();

    // touched by the consumer only
    private final ArrayDeque<FeedItem> taken = new ArrayDeque<>(BATCH);
    private long polled;

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
            waiting = true;
            while (!closed && !fits(item)) {
                if (left <= 0) {
                    return false;
                }
                left = drained.awaitNanos(left);
            }
            if (closed) {
                return false;
            }
            wasEmpty = add(item);
        } finally {
            waiting = false;
            lock.unlock();
        }
        if (wasEmpty) {
            available.run();
        }
        return true;
    }

    private boolean fits(FeedItem item) {
        long held = held();
        return held == 0 || held + item.bytes() <= limit;
    }

    private long held() {
        return added - released.get();
    }

    private boolean add(FeedItem item) {
        boolean wasEmpty = items.isEmpty();
        items.add(item);
        added += item.bytes();
        return wasEmpty;
    }

    /** Adds regardless of the bound: for the small items that tell what happened. */
    void tell(FeedItem item) {
        boolean wasEmpty;
        lock.lock();
        try {
            wasEmpty = add(item);
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
            waiting = true;
            while (!closed && held() > limit / 2) {
                if (left <= 0) {
                    return false;
                }
                left = drained.awaitNanos(left);
            }
            return !closed;
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    /** The next item, or null; held until the next receipt is given back. */
    public FeedItem poll() {
        if (closed) {
            return null;
        }
        FeedItem item = taken.poll();
        if (item == null) {
            take();
            item = taken.poll();
        }
        if (item != null) {
            polled += item.bytes();
        }
        return item;
    }

    /**
     * For all that was polled since the last receipt: to be run, by any thread, when that is dealt
     * with.
     */
    Runnable receipt() {
        long bytes = polled;
        polled = 0;
        return () -> release(bytes);
    }

    private void release(long bytes) {
        released.addAndGet(bytes);
        if (waiting) {
            wake();
        }
    }

    private void take() {
        lock.lock();
        try {
            while (taken.size() < BATCH && !items.isEmpty()) {
                taken.add(items.poll());
            }
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the consumer would find nothing; asked by itself. */
    public boolean isEmpty() {
        if (!closed && !taken.isEmpty()) {
            return false;
        }
        lock.lock();
        try {
            return items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public long bytes() {
        lock.lock();
        try {
            return closed ? 0 : held();
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
