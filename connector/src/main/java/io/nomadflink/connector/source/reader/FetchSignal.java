package io.nomadflink.connector.source.reader;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the fetching thread; a wake-up before the wait is not lost. */
final class FetchSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private boolean set;

    void raise() {
        lock.lock();
        try {
            set = true;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal and takes it. */
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!set) {
                raised.await();
            }
            set = false;
        } finally {
            lock.unlock();
        }
    }
}
