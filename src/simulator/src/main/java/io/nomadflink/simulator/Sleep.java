package io.nomadflink.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Pauses of the simulator's own threads. */
final class Sleep {

    private Sleep() {}

    /** Waits; false when the thread was interrupted. */
    static boolean of(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
