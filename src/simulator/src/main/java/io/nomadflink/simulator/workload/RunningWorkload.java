package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A workload whose virtual clock follows the real one; a late workload catches up. */
public final class RunningWorkload implements AutoCloseable {

    private final Workload workload;
    private final Duration ahead;
    private final CountDownLatch stopped = new CountDownLatch(1);

    RunningWorkload(Workload workload) {
        this.workload = workload;
        this.ahead = Duration.between(Instant.now(), workload.now());
        Thread thread = new Thread(this::run, "nomad-simulator-workload");
        thread.setDaemon(true);
        thread.start();
    }

    /** The workload, for its truth. */
    public Workload workload() {
        return workload;
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void run() {
        try {
            while (!stopped.await(untilNext(), TimeUnit.NANOSECONDS)) {
                workload.runUntil(Instant.now().plus(ahead));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long untilNext() {
        Duration left = Duration.between(Instant.now().plus(ahead), workload.next());
        return Math.max(0, left.toNanos());
    }
}
