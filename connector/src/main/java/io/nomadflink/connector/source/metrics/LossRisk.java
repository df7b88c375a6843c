package io.nomadflink.connector.source.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.apache.flink.annotation.Internal;

/**
 * How long an outage may last before a server's event buffer has moved past a subscription, at the
 * rate of the last minute, or of the time since the last frame but one where that is longer.
 *
 * <p>Nomad keeps the last transactions of all topics, {@code server.event_buffer_size} of them, 100
 * by default. Indexes count transactions and some more that publish nothing, so the estimate errs
 * on the side of caution. Reckoned when it is asked for, so that a burst wears off in the silence
 * after it. One thread tells, any thread asks.
 */
@Internal
public final class LossRisk {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

    /** Busier minutes than the last one come, and a restart takes longer than it should. */
    private static final int RESERVE = 4;

    private static final int NOMADS_DEFAULT = 100;

    private final int bufferSize;
    private final Duration targetOutage;
    private final LongSupplier clock;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private volatile long latest;
    private long lastSample = Long.MIN_VALUE;

    private record Sample(long nanos, long index) {}

    /**
     * @param bufferSize what the servers are configured with
     * @param targetOutage what should be survived
     * @param clock nanoseconds since the epoch, as frames' arrivals
     */
    public LossRisk(int bufferSize, Duration targetOutage, LongSupplier clock) {
        this.bufferSize = bufferSize;
        this.targetOutage = targetOutage;
        this.clock = clock;
    }

    public void seen(long index, long nanos) {
        latest = index;
        if (lastSample == Long.MIN_VALUE || nanos - lastSample >= STEP_NANOS) {
            lastSample = nanos;
            sample(new Sample(nanos, index));
        }
    }

    private synchronized void sample(Sample sample) {
        samples.addLast(sample);
        forget(sample.nanos());
    }

    /** Keeps the newest sample that is older than the window, to reckon from, and at least two. */
    private void forget(long now) {
        while (samples.size() > 2 && now - second().nanos() >= WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        Iterator<Sample> all = samples.iterator();
        all.next();
        return all.next();
    }

    /** Indexes per second. */
    public synchronized double indexRate() {
        long now = clock.getAsLong();
        forget(now);
        Sample first = samples.peekFirst();
        if (first == null || now - first.nanos() < STEP_NANOS) {
            return 0;
        }
        return Math.max(0, latest - first.index()) * 1e9 / (now - first.nanos());
    }

    /** Seconds of history that the buffer seems to hold; infinite while nothing happens. */
    public double bufferSeconds() {
        double rate = indexRate();
        return rate == 0 ? Double.POSITIVE_INFINITY : bufferSize / rate;
    }

    /** The {@code event_buffer_size} that would survive the target outage, with a reserve. */
    public long recommendedBufferSize() {
        double indexes = indexRate() * targetOutage.toMillis() / 1000;
        return Math.max(NOMADS_DEFAULT, (long) Math.ceil(RESERVE * indexes));
    }
}
