package io.nomadflink.connector.source;

import io.nomadflink.connector.Simulated;
import io.nomadflink.simulator.NomadSimulator;
import java.util.concurrent.locks.LockSupport;

/** Publishes events of some size at a steady rate until it is stopped. */
final class SteadyLoad implements AutoCloseable {
    private static final int OBJECTS = 500;
    private static final long STEP_NANOS = 5_000_000L;

    private final NomadSimulator server;
    private final int perSecond;
    private final int bytes;
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;
    private volatile long published;

    SteadyLoad(NomadSimulator server, int perSecond, int bytes) {
        this.server = server;
        this.perSecond = perSecond;
        this.bytes = bytes;
    }

    void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        while (!stopped) {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000L;
            while (published < due) {
                long index = published + 1;
                String id = "a" + index % OBJECTS;
                server.publish(index, Simulated.allocationOf(id, index, bytes));
                published = index;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** The index of the last event so far. */
    long published() {
        return published;
    }

    /** The index of the last event. */
    long stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return published;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
