package io.nomadflink.benchmarks.soak;

import io.nomadflink.benchmarks.consumer.FrameObserver;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts what the source emits and how late it is, and fails the job when told. */
final class SoakObserver implements FrameObserver {
    private static final long LONGEST_LAG = TimeUnit.HOURS.toNanos(1);

    private final Recorder lags = new Recorder(LONGEST_LAG, 2);
    private final AtomicLong gaps = new AtomicLong();
    private volatile long events;
    private volatile long lastIndex;
    private volatile long lastTime;
    private volatile boolean failing;

    @Override
    public void arrives(Frame frame) {
        if (failing) {
            failing = false;
            throw new IllegalStateException("failing as told");
        }
    }

    @Override
    public void emitted(Frame frame) {
        long newest = newest(frame);
        if (newest > 0) {
            long lag = System.currentTimeMillis() * 1_000_000 - newest;
            lags.recordValue(Math.max(0, Math.min(lag, LONGEST_LAG)));
            lastTime = newest;
        }
        add(frame.events().size());
        lastIndex = frame.index();
    }

    private static long newest(Frame frame) {
        long newest = 0;
        for (NomadEvent event : frame.events()) {
            newest = Math.max(newest, event.timeNanos());
        }
        return newest;
    }

    /** The task's thread alone writes. */
    private void add(int more) {
        long sum = events + more;
        events = sum;
    }

    @Override
    public void gap(Gap gap) {
        gaps.incrementAndGet();
    }

    /** At the next frame. */
    void failSoon() {
        failing = true;
    }

    long events() {
        return events;
    }

    long gaps() {
        return gaps.get();
    }

    long lastIndex() {
        return lastIndex;
    }

    /** Those since the last call, ns; when nothing came, the age of what came last. */
    Histogram lags() {
        Histogram found = lags.getIntervalHistogram();
        if (found.getTotalCount() == 0 && lastTime > 0) {
            long age = System.currentTimeMillis() * 1_000_000 - lastTime;
            found.recordValue(Math.max(0, Math.min(age, LONGEST_LAG)));
        }
        return found;
    }
}
