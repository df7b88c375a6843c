package io.nomadflink.simulator;

import java.time.Duration;

/** A moment on the monotonic clock; one that has passed is over. */
record Deadline(long nanos) {

    static final Deadline PASSED = new Deadline(System.nanoTime());

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean over() {
        return left() <= 0;
    }

    /** Nanoseconds left, negative when it is over. */
    long left() {
        return nanos - System.nanoTime();
    }

    Deadline plus(Duration duration) {
        return new Deadline(nanos + duration.toNanos());
    }
}
