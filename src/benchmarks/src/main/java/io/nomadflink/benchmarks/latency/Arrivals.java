package io.nomadflink.benchmarks.latency;

import io.nomadflink.benchmarks.consumer.FrameObserver;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** Takes down when frames were emitted, and which deployments they were the first to tell of. */
final class Arrivals implements FrameObserver {
    private final long expected;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Map<String, Long> deployments = new ConcurrentHashMap<>();
    private long[] before = new long[1 << 16];
    private long[] emitted = new long[1 << 16];
    private int frames;
    private long events;

    /**
     * @param expected events
     */
    Arrivals(long expected) {
        this.expected = expected;
    }

    @Override
    public void emitted(Frame frame) {
        long now = System.nanoTime();
        if (frames == before.length) {
            before = Arrays.copyOf(before, 2 * frames);
            emitted = Arrays.copyOf(emitted, 2 * frames);
        }
        before[frames] = events;
        emitted[frames++] = now;
        for (NomadEvent event : frame.events()) {
            if (event.topic() == Topic.DEPLOYMENT) {
                deployments.putIfAbsent(event.key(), events);
            }
        }
        events += frame.events().size();
        if (events >= expected) {
            finished.countDown();
        }
    }

    void awaitLast() throws InterruptedException {
        finished.await();
    }

    /** How many events came before the first one of each deployment, by its ID. */
    Map<String, Long> deployments() {
        return deployments;
    }

    /**
     * From when a frame was due to when its records had been emitted, ns.
     *
     * @param skipped events at the beginning, while code is not warm
     */
    Histogram latencies(Schedule schedule, long skipped) {
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < frames; i++) {
            if (before[i] >= skipped) {
                histogram.recordValue(Math.max(0, emitted[i] - schedule.due(before[i])));
            }
        }
        return histogram;
    }
}
