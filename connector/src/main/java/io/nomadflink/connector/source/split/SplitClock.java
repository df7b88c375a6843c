package io.nomadflink.connector.source.split;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The event time of a split: the largest time of each topic's payloads, when the last frame came,
 * and the watermark that was emitted last. Part of the split's state, so that no window reopens
 * after a restore.
 */
@Internal
public final class SplitClock implements FrameContext {
    /** No watermark yet. */
    public static final long NO_WATERMARK = Long.MIN_VALUE;

    private static final long NANOS = 1_000_000L;

    private final TopicTimes largestByTopic;
    private long largest;
    private long lastArrival;
    private long watermark;
    private long arrival;

    /**
     * @param largestByTopic ns since the epoch
     * @param lastArrival of the last frame, ns since the epoch, or 0
     * @param watermark ms since the epoch, or {@link #NO_WATERMARK}
     */
    public SplitClock(Map<String, Long> largestByTopic, long lastArrival, long watermark) {
        this.largestByTopic = new TopicTimes(largestByTopic);
        this.lastArrival = lastArrival;
        this.watermark = watermark;
        this.largest = largestByTopic.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** This machine's time, ns since the epoch. */
    public static long now() {
        return System.currentTimeMillis() * NANOS;
    }

    public static SplitClock unset() {
        return new SplitClock(Map.of(), 0, NO_WATERMARK);
    }

    public SplitClock copy() {
        return new SplitClock(largestByTopic(), lastArrival, watermark);
    }

    /** Sorted by the names of the topics. */
    public Map<String, Long> largestByTopic() {
        return largestByTopic.byName();
    }

    public long lastArrival() {
        return lastArrival;
    }

    public long watermark() {
        return watermark;
    }

    @Override
    public long largestTimeBefore(Topic topic) {
        return largestByTopic.of(topic);
    }

    @Override
    public long arrivalNanos() {
        return arrival;
    }

    /**
     * The frame with a time for each event: its own, else the frame's largest, else the largest so
     * far, else the arrival.
     */
    public Frame timed(Frame frame, long frameArrival) {
        arrival = frameArrival;
        long inFrame = 0;
        boolean complete = true;
        for (NomadEvent event : frame.events()) {
            inFrame = Math.max(inFrame, event.timeNanos());
            complete &= event.timeNanos() > 0;
        }
        if (complete) {
            return frame;
        }
        long substitute = inFrame > 0 ? inFrame : largest > 0 ? largest : frameArrival;
        List<NomadEvent> events = new ArrayList<>(frame.events().size());
        for (NomadEvent event : frame.events()) {
            events.add(event.timeNanos() > 0 ? event : event.withTimeNanos(substitute));
        }
        return frame.with(events);
    }

    /** Notes the own times of a frame's payloads, before {@link #timed} filled any. */
    public void passed(Frame frame, long frameArrival) {
        for (NomadEvent event : frame.events()) {
            long time = event.timeNanos();
            if (time > 0) {
                largestByTopic.add(event.topic(), time);
                largest = Math.max(largest, time);
            }
        }
        lastArrival = frameArrival;
    }

    /**
     * @return the watermark after a frame, or {@link #NO_WATERMARK} if it moved by less than the
     *     step
     */
    public long afterFrame(long disorderMillis, long stepMillis) {
        return largest == 0
                ? NO_WATERMARK
                : advance(largest / NANOS - disorderMillis - 1, stepMillis);
    }

    /**
     * @return the watermark after a heartbeat that proves the stream to be caught up, or {@link
     *     #NO_WATERMARK}
     */
    public long afterHeartbeat(long heartbeatArrival, long disorderMillis) {
        long quiet = lastArrival == 0 ? 0 : Math.max(0, heartbeatArrival - lastArrival);
        long now = largest == 0 ? heartbeatArrival : largest + quiet;
        return advance(now / NANOS - disorderMillis - 1, 1);
    }

    private long advance(long to, long step) {
        if (watermark != NO_WATERMARK && to < watermark + step) {
            return NO_WATERMARK;
        }
        watermark = to;
        return to;
    }
}
