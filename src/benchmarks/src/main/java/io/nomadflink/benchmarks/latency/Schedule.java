package io.nomadflink.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * When each event is due, whatever became of those before it: an open loop, so that a reader who
 * keeps the server waiting is late for all that should have come meanwhile (Tene's coordinated
 * omission).
 *
 * @param began of this machine's monotonic clock, ns, which is the same in all its processes
 * @param rate events per second
 */
record Schedule(long began, double rate) {
    /** A thread that parks comes back up to so late; the rest is spent awake. */
    private static final long AWAKE_NANOS = 100_000;

    /** When an event is due that has so many before it, ns. */
    long due(long eventsBefore) {
        return began + (long) (eventsBefore * 1e9 / rate);
    }

    void await(long eventsBefore) {
        long due = due(eventsBefore);
        for (long left; (left = due - System.nanoTime()) > 0; ) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
