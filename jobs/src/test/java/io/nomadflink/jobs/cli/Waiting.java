package io.nomadflink.jobs.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition of another process or thread, which nobody notifies. */
final class Waiting {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(BooleanSupplier condition, Supplier<String> otherwise)
            throws InterruptedException {
        until(LIMIT, condition, otherwise);
    }

    static void until(Duration limit, BooleanSupplier condition, Supplier<String> otherwise)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + otherwise.get());
            }
            Thread.sleep(10);
        }
    }
}
