package io.nomadflink.connector.source.split;

import io.nomadflink.connector.client.EmittedEvents;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.event.Frame;
import org.apache.flink.annotation.Internal;

/** A split while its elements are emitted; only the task's thread touches it. */
@Internal
public final class SubscriptionSplitState {
    private final SubscriptionSplit split;
    private final SplitClock clock;
    private EmittedEvents emitted;
    private long linesDone;

    public SubscriptionSplitState(SubscriptionSplit split) {
        this.split = split;
        this.clock = split.clock().copy();
        this.emitted = split.position() == null ? null : new EmittedEvents(split.position());
        this.linesDone = split.linesDone();
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

    public void emitted(Frame frame, long line) {
        linesDone = line;
        if (emitted != null) {
            emitted.add(frame);
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
                linesDone,
                clock.copy());
    }
}
