package io.nomadflink.jobs.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Someone wants the program to end: a signal (SIGTERM, Ctrl-C), or the time that was given is over.
 * A second signal ends the process at once.
 */
final class StopRequest {
    private static final int IMPATIENT = 130;

    private StopRequest() {}

    /**
     * Does something, once and on a thread of its own, when the program is to end.
     *
     * @param after how long to run, or null for no limit
     */
    static void then(Duration after, Runnable action) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : List.of("TERM", "INT")) {
            Signal.handle(
                    new Signal(name),
                    signal -> {
                        if (!asked.compareAndSet(false, true)) {
                            Runtime.getRuntime().halt(IMPATIENT);
                        }
                        daemon("stop", action);
                    });
        }
        if (after != null) {
            daemon("stop-after", () -> sleepThen(after, action));
        }
    }

    /** A latch that opens when the program is to end. */
    static CountDownLatch latch(Duration after) {
        CountDownLatch latch = new CountDownLatch(1);
        then(after, latch::countDown);
        return latch;
    }

    private static void sleepThen(Duration time, Runnable action) {
        try {
            Thread.sleep(time.toMillis());
            action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
