package io.nomadflink.connector.source.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import org.apache.flink.annotation.Internal;

/**
 * How long an outage may last before a server's event buffer has moved past a subscription, at the
 * rate of the last minute.
 *
 * <p>Nomad keeps the last transactions of all topics, {@code server.event_buffer_size} of them, 100
 * by default. Indexes count transactions and some more that publish nothing, so the estimate errs
 * on the side of caution. Not thread-safe.
 */
@Internal
public final class LossRisk {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

    private final int bufferSize;
    private final Duration targetOutage;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private volatile double rate;

    private record Sample(long nanos, long index) {}

    /**
     * @param bufferSize what the servers are configured with
     * @param targetOutage what should be survived
     */
    public LossRisk(int bufferSize, Duration targetOutage) {
        this.bufferSize = bufferSize;
        this.targetOutage = targetOutage;
    }

    public void seen(long index, long nanos) {
        if (!samples.isEmpty() && nanos - samples.peekLast().nanos() < STEP_NANOS) {
            return;
        }
        samples.addLast(new Sample(nanos, index));
        while (samples.size() > 2 && nanos - samples.peekFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        long elapsed = nanos - samples.peekFirst().nanos();
        long indexes = Math.max(0, index - samples.peekFirst().index());
        rate = elapsed <= 0 ? 0 : indexes * 1e9 / elapsed;
    }

    /** Indexes per second. */
    public double indexRate() {
        return rate;
    }

    /** Seconds of history that the buffer seems to hold; infinite while nothing happens. */
    public double bufferSeconds() {
        return rate == 0 ? Double.POSITIVE_INFINITY : bufferSize / rate;
    }

    /** The {@code event_buffer_size} that would survive the target outage at this rate. */
    public long recommendedBufferSize() {
        return Math.max(100, (long) Math.ceil(rate * targetOutage.toMillis() / 1000));
    }
}
