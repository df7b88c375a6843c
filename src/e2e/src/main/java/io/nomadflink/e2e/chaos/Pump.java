package io.nomadflink.e2e.chaos;

import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.workload.Workload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets a workload publish in real time, or faster for a moment, and writes markers at indexes that
 * the workload leaves free.
 */
final class Pump implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(20);

    private record Wanted(String namespace, CompletableFuture<Long> index) {}

    private final NomadSimulator simulator;
    private final Published published;
    private final Workload workload;
    private final Queue<Wanted> wanted = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean held;
    private long last;
    private int burst;

    Pump(NomadSimulator simulator, Published published, long seed, double rate) {
        this.simulator = simulator;
        this.published = published;
        this.workload =
                Workload.publishingTo(this::publish).seed(seed).rate(rate).services(8).build();
        this.thread = new Thread(this::run, "chaos-pump");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The index of a marker, once it is written. */
    CompletableFuture<Long> marker(String namespace) {
        CompletableFuture<Long> index = new CompletableFuture<>();
        synchronized (wanted) {
            wanted.add(new Wanted(namespace, index));
        }
        return index;
    }

    /** Writes at least so many lines as fast as the server takes them. */
    void burst(int lines) {
        synchronized (wanted) {
            burst += lines;
        }
    }

    /** Nothing happens on the cluster until {@link #release}. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
    }

    private void run() {
        try {
            while (!closed) {
                if (!held) {
                    workload.run(STEP);
                }
                boolean hurry;
                synchronized (wanted) {
                    hurry = burst > 0;
                }
                if (!hurry) {
                    TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(long index, List<SimulatedEvent> events) {
        if (closed) {
            return;
        }
        Wanted marker = null;
        synchronized (wanted) {
            burst = Math.max(0, burst - 1);
            if (last > 0 && index == last + 2) {
                marker = wanted.poll();
            }
        }
        if (marker != null) {
            send(index - 1, Markers.at(index - 1, marker.namespace()));
            marker.index().complete(index - 1);
        }
        send(index, events);
        last = index;
    }

    private void send(long index, List<SimulatedEvent> events) {
        published.add(index, events);
        simulator.publish(index, events);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(TimeUnit.SECONDS.toMillis(30));
    }
}
