package io.nomadflink.connector.source.split;

import io.nomadflink.connector.client.EmittedEvents;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** A split while its elements are emitted; only the task's thread touches it. */
@Internal
public final class SubscriptionSplitState implements FrameContext {
    private final SubscriptionSplit split;
    private final SplitClock clock;
    private EmittedEvents emitted;
    private Set<String> namespaces;
    private KnownGaps gaps;
    private long linesDone;

    public SubscriptionSplitState(SubscriptionSplit split) {
        this.split = split;
        this.clock = split.clock().copy();
        this.emitted = split.position() == null ? null : new EmittedEvents(split.position());
        this.namespaces = split.namespaces();
        this.gaps = split.gaps();
        this.linesDone = split.linesDone();
    }

    @Override
    public long largestTimeBefore(Topic topic) {
        return clock.largestTimeBefore(topic);
    }

    @Override
    public long arrivalNanos() {
        return clock.arrivalNanos();
    }

    @Override
    public long lastArrivalNanos() {
        return clock.lastArrival();
    }

    @Override
    public boolean inGap(long index) {
        return gaps.contain(index);
    }

    public void gap(Gap gap) {
        gaps = gaps.with(gap.afterIndex(), gap.beforeIndex());
    }

    public void see(Set<String> seen) {
        namespaces = seen;
    }

    public SplitClock clock() {
        return clock;
    }

    public boolean isRecording() {
        return split.isRecording();
    }

    /** Nomad's index of the last frame emitted, or 0. */
    public long index() {
        return emitted == null ? 0 : emitted.index();
    }

    public void lineDone(long line) {
        linesDone = line;
    }

    public void emitted(Frame frame, long line) {
        lineDone(line);
        if (emitted != null) {
            emitted.add(frame);
        }
    }

    /** The last index is complete. */
    public void settle() {
        if (emitted != null) {
            emitted.settle();
        }
    }

    public void moveTo(Position position) {
        if (emitted == null) {
            emitted = new EmittedEvents(position);
        } else {
            emitted.moveTo(position);
        }
    }

    public SubscriptionSplit toSplit() {
        return new SubscriptionSplit(
                split.splitId(),
                split.subscription(),
                split.recording(),
                emitted == null ? null : emitted.position(),
                namespaces,
                gaps,
                linesDone,
                clock.copy());
    }
}
