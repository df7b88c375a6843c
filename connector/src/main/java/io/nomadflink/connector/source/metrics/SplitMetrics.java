package io.nomadflink.connector.source.metrics;

import io.nomadflink.connector.client.FeedItem;
import io.nomadflink.connector.client.StreamObserver;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Counts of one split; written by the fetching thread, read by anyone. */
@Internal
public final class SplitMetrics implements StreamObserver {
    private final Map<FeedItem.Cause, AtomicLong> disconnects = new EnumMap<>(FeedItem.Cause.class);
    private final AtomicLong staleFrames = new AtomicLong();
    private final AtomicLong duplicateEvents = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong malformedFrames = new AtomicLong();
    private final AtomicLong index = new AtomicLong();
    private final AtomicLong lastFrame = new AtomicLong();
    private final AtomicLong lastHeartbeat;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong largestFrame = new AtomicLong();
    private final AtomicLong unknownTopicEvents = new AtomicLong();
    private final LongSupplier clock;
    private final LossRisk risk;
    private volatile LongSupplier queueBytes = () -> 0;
    private volatile LongSupplier spoolBytes = () -> 0;

    /**
     * Of a subscription that begins now, as by the system's clock.
     *
     * @param bufferSize the servers' {@code event_buffer_size}
     * @param targetOutage an outage that should cost nothing
     */
    public SplitMetrics(int bufferSize, Duration targetOutage) {
        this(bufferSize, targetOutage, () -> System.currentTimeMillis() * 1_000_000L);
    }

    SplitMetrics(int bufferSize, Duration targetOutage, LongSupplier clock) {
        this.clock = clock;
        this.risk = new LossRisk(bufferSize, targetOutage, clock);
        this.lastHeartbeat = new AtomicLong(clock.getAsLong());
        for (FeedItem.Cause cause : FeedItem.Cause.values()) {
            disconnects.put(cause, new AtomicLong());
        }
    }

    /** Registers the gauges under {@code nomad.subscription.<split id>}. */
    public void register(MetricGroup parent, String splitId) {
        MetricGroup group = parent.addGroup("nomad").addGroup("subscription", splitId);
        gauge(group, "currentIndex", index);
        gauge(group, "staleFrames", staleFrames);
        gauge(group, "duplicateEvents", duplicateEvents);
        gauge(group, "gaps", gaps);
        gauge(group, "malformedFrames", malformedFrames);
        gauge(group, "receivedBytes", bytes);
        gauge(group, "largestFrameBytes", largestFrame);
        gauge(group, "unknownTopicEvents", unknownTopicEvents);
        group.gauge("queueBytes", (Gauge<Long>) () -> queueBytes.getAsLong());
        group.gauge("spooledBytes", (Gauge<Long>) () -> spoolBytes.getAsLong());
        group.gauge("indexRate", (Gauge<Double>) risk::indexRate);
        group.gauge("bufferSeconds", (Gauge<Double>) risk::bufferSeconds);
        group.gauge("recommendedEventBufferSize", (Gauge<Long>) risk::recommendedBufferSize);
        group.gauge("lastFrameAgeMs", age(lastFrame));
        group.gauge("lastHeartbeatAgeMs", age(lastHeartbeat));
        disconnects.forEach(
                (cause, count) ->
                        gauge(group.addGroup("cause", cause.name()), "disconnects", count));
    }

    private static void gauge(MetricGroup group, String name, AtomicLong value) {
        group.gauge(name, (Gauge<Long>) value::get);
    }

    private Gauge<Long> age(AtomicLong nanos) {
        return () -> nanos.get() == 0 ? -1 : (clock.getAsLong() - nanos.get()) / 1_000_000L;
    }

    @Override
    public void disconnected(FeedItem.Cause cause) {
        disconnects.get(cause).incrementAndGet();
    }

    @Override
    public void stale() {
        staleFrames.incrementAndGet();
    }

    @Override
    public void duplicates(int events) {
        duplicateEvents.addAndGet(events);
    }

    @Override
    public void gap(Gap gap) {
        gaps.incrementAndGet();
    }

    @Override
    public void malformed() {
        malformedFrames.incrementAndGet();
    }

    @Override
    public void frame(long frameIndex, long arrivalNanos) {
        index.lazySet(frameIndex);
        lastFrame.lazySet(arrivalNanos);
    }

    @Override
    public void heartbeat(long arrivalNanos) {
        lastHeartbeat.lazySet(arrivalNanos);
    }

    @Override
    public void received(Frame frame, long arrivalNanos) {
        bytes.addAndGet(frame.bytes());
        largestFrame.accumulateAndGet(frame.bytes(), Math::max);
        risk.seen(frame.index(), arrivalNanos);
        for (NomadEvent event : frame.events()) {
            if (!event.topic().isKnown()) {
                unknownTopicEvents.incrementAndGet();
            }
        }
    }

    @Override
    public void queue(LongSupplier fill) {
        queueBytes = fill;
    }

    @Override
    public void spool(LongSupplier fill) {
        spoolBytes = fill;
    }

    public long gaps() {
        return gaps.get();
    }

    public long duplicateEvents() {
        return duplicateEvents.get();
    }

    public long disconnects(FeedItem.Cause cause) {
        return disconnects.get(cause).get();
    }
}
