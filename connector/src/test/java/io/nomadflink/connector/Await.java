package io.nomadflink.connector;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;

/** Waits for a condition, and fails with words when it does not come. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long STEP_NANOS = 2_000_000;

    private Await() {}

    /** A condition that may fail. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void until(String what, Condition condition) throws Exception {
        until(what, LIMIT, condition);
    }

    public static void until(String what, Duration limit, Condition condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                Assertions.fail("waited in vain for: " + what);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
