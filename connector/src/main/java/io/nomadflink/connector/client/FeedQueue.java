package io.nomadflink.connector.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Hands items from a feed's thread to its one consumer, bounded by bytes. An item larger than the
 * bound passes when nothing is held. What was polled stays held until its {@link #receipt} is given
 * back, so the bound covers what is on its way further on.
 *
 * <p>Lines that do not fit go to the {@link Overflow}; in their place stands a {@link
 * FeedItem.Spooled}. While there are some, memory takes lines only when the overflow is full, and
 * no more than half of the bound, so that the other half is left for reading.
 */
final class FeedQueue {
    /** A lock for each item would cost the consumer as much as cutting its line. */
    private static final int BATCH = 64;

    private static final Runnable NOTHING = () -> {};

    private final long limit;
    private final Overflow overflow;
    private final Runnable available;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();

    // guarded by the lock
    private final ArrayDeque<FeedItem> items = new ArrayDeque<>();
    private long added;

    private volatile boolean closed;

    /** Whether the feed's thread waits for room. */
    private volatile boolean waiting;

    /** Whether the consumer waits for receipts before it reads what was spooled. */
    private volatile boolean reading;

    /** Bytes for which a receipt was given back. */
    private final AtomicLong released = new AtomicLong();

    // touched by the consumer only
    private final ArrayDeque<FeedItem> taken = new ArrayDeque<>(BATCH);
    private long polled;
    private long receipted;

    /**
     * @param available called, outside the lock, when the consumer may find something
     */
    FeedQueue(long limit, Overflow overflow, Runnable available) {
        this.limit = limit;
        this.overflow = overflow;
        this.available = available;
    }

    // ---- the feed's side

    /**
     * @return whether it was taken within the patience; false, too, when closed
     */
    boolean put(FeedItem item, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (!closed) {
            if (offer(item) || spool(item)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            left = await(() -> fits(item) || overflow.hasRoom(item), left);
        }
        return false;
    }

    private boolean offer(FeedItem item) {
        return add(item, this::fits);
    }

    private boolean fits(FeedItem item) {
        long held = held();
        if (!overflow.isInUse()) {
            return held == 0 || held + item.bytes() <= limit;
        }
        return !(item instanceof FeedItem.Line)
                || !overflow.hasRoom(item) && held + item.bytes() <= limit / 2;
    }

    private boolean spool(FeedItem item) {
        if (!overflow.append(item)) {
            return false;
        }
        tell(FeedItem.Spooled.ONE);
        return true;
    }

    /** Adds regardless of the bound: for the small items that tell what happened. */
    void tell(FeedItem item) {
        add(item, any -> true);
    }

    private boolean add(FeedItem item, Predicate<FeedItem> mayBe) {
        boolean wasEmpty;
        lock.lock();
        try {
            if (!mayBe.test(item)) {
                return false;
            }
            wasEmpty = items.isEmpty();
            items.add(joined(item));
            added += item.bytes();
        } finally {
            lock.unlock();
        }
        if (wasEmpty) {
            available.run();
        }
        return true;
    }

    private FeedItem joined(FeedItem item) {
        boolean joins =
                item instanceof FeedItem.Spooled && items.peekLast() instanceof FeedItem.Spooled;
        return joins ? ((FeedItem.Spooled) items.pollLast()).andOne() : item;
    }

    private long held() {
        return added - released.get();
    }

    /** Waits until at most half of the bound is taken. */
    boolean awaitHalfEmpty(Duration patience) throws InterruptedException {
        return await(this::isHalfEmpty, patience.toNanos()) > 0;
    }

    private boolean isHalfEmpty() {
        return overflow.isInUse() ? overflow.isHalfEmpty() : held() <= limit / 2;
    }

    /** Waits for a while, or less if closed. */
    boolean sleep(Duration pause) throws InterruptedException {
        await(() -> false, pause.toNanos());
        return !closed;
    }

    /**
     * @return what is left of a time when a condition is met; 0 if it is not, or if closed
     */
    private long await(BooleanSupplier condition, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting = true;
            long left = nanos;
            boolean met = condition.getAsBoolean();
            while (!closed && !met && left > 0) {
                left = drained.awaitNanos(left);
                met = condition.getAsBoolean();
            }
            return closed || !met ? 0 : Math.max(1, left);
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    // ---- the consumer's side

    /** The next item, or null; held until the next receipt is given back. */
    FeedItem poll() {
        if (closed) {
            return null;
        }
        if (taken.isEmpty()) {
            take();
        }
        FeedItem item = taken.peek() instanceof FeedItem.Spooled run ? unspool(run) : taken.poll();
        polled += item == null ? 0 : item.bytes();
        return item;
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

    private FeedItem unspool(FeedItem.Spooled run) {
        if (!mayUnspool()) {
            return null;
        }
        taken.poll();
        FeedItem item = overflow.read();
        if (item instanceof FeedItem.Lost) {
            forgetSpooled();
        } else if (run.lines() > 1) {
            taken.addFirst(run.butOne());
        }
        lock.lock();
        try {
            added += item.bytes();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        return item;
    }

    private void forgetSpooled() {
        taken.removeIf(FeedItem.Spooled.class::isInstance);
        lock.lock();
        try {
            items.removeIf(FeedItem.Spooled.class::isInstance);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is on its way must be less than half of the bound: a receipt that is missing will tell.
     */
    private boolean mayUnspool() {
        if (isLittleOnItsWay()) {
            return true;
        }
        reading = true;
        return isLittleOnItsWay();
    }

    private boolean isLittleOnItsWay() {
        long onItsWay = polled - released.get();
        return onItsWay == 0 || onItsWay < limit / 2;
    }

    /**
     * For all that was polled since the last receipt: to be run, by any thread, when that is dealt
     * with.
     */
    Runnable receipt() {
        long bytes = polled - receipted;
        receipted = polled;
        return bytes == 0 ? NOTHING : () -> release(bytes);
    }

    private void release(long bytes) {
        released.addAndGet(bytes);
        if (waiting) {
            wake();
        }
        if (reading) {
            reading = false;
            available.run();
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
    boolean isEmpty() {
        if (!closed && !taken.isEmpty()) {
            return taken.peek() instanceof FeedItem.Spooled && !mayUnspool();
        }
        lock.lock();
        try {
            return items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    // ---- both

    /** How much is held in memory. */
    long bytes() {
        lock.lock();
        try {
            return closed ? 0 : held();
        } finally {
            lock.unlock();
        }
    }

    /** How much is held on disk. */
    long spooledBytes() {
        return overflow.bytes();
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
        overflow.close();
    }
}
