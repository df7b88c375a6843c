package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The virtual clock and what is still to happen, in order of time. */
final class Agenda {

    private record Entry(long nanos, long order, Runnable work) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::nanos).thenComparingLong(Entry::order));
    private long now;
    private long order;

    Agenda(long startNanos) {
        now = startNanos;
    }

    /** Virtual time in nanoseconds since the epoch. */
    long now() {
        return now;
    }

    void after(Duration delay, Runnable work) {
        entries.add(new Entry(now + delay.toNanos(), order++, work));
    }

    /** When the next thing happens; {@link Long#MAX_VALUE} when nothing will. */
    long next() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().nanos();
    }

    /** Does the next thing at its time. */
    void step() {
        Entry entry = entries.remove();
        now = Math.max(now, entry.nanos());
        entry.work().run();
    }

    void runUntil(long nanos) {
        while (next() <= nanos) {
            step();
        }
        now = Math.max(now, nanos);
    }
}
