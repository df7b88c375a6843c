package io.nomadflink.benchmarks.consumer;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.nomadflink.connector.event.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a pass takes of this process, from its first event to its last: time, CPU time of all
 * threads, those of compiler and collector included, and memory allocated by those that live.
 */
final class Meter implements FrameObserver {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long expected;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile long events;
    private long began;
    private long cpu;
    private long allocated;
    private Pass result;

    /**
     * @param expected events; after these the pass ends
     */
    Meter(long expected) {
        this.expected = expected;
    }

    void begin() {
        allocated = allocatedBytes();
        cpu = PROCESS.getProcessCpuTime();
        began = System.nanoTime();
    }

    /** Counts events; the first begin the pass, the last end it. */
    void count(long more) {
        if (began == 0) {
            begin();
        }
        long now = events + more;
        events = now;
        if (now >= expected) {
            allocated = allocatedBytes() - allocated;
            finished.countDown();
        }
    }

    @Override
    public void arrives(Frame frame) {
        if (began == 0) {
            begin();
        }
    }

    @Override
    public void emitted(Frame frame) {
        count(frame.events().size());
    }

    long events() {
        return events;
    }

    void awaitLast() throws InterruptedException {
        if (!finished.await(20, TimeUnit.MINUTES)) {
            throw new IllegalStateException(events + " of " + expected + " events came");
        }
    }

    /** Ends a pass that counts bytes. */
    void endWithout() throws IOException {
        count(expected);
        end();
    }

    void end() throws IOException {
        long seconds = System.nanoTime() - began;
        long used = PROCESS.getProcessCpuTime() - cpu;
        if (events != expected) {
            throw new IllegalStateException(events + " instead of " + expected + " events came");
        }
        result = new Pass(seconds / 1e9, used / 1e9, allocated, Memory.peakRss());
    }

    /** After {@link #end()}. */
    Pass result() {
        return result;
    }

    private static long allocatedBytes() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
