package io.nomadflink.jobs.testing;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes in frames, made as a source would make them: events without a time get the frame's or
 * the latest.
 */
public final class Changes implements FrameContext, RecordOutput<ClusterChange> {
    private final Map<Topic, Long> largest = new HashMap<>();
    private final List<ClusterChange> changes = new ArrayList<>();
    private long latest;

    private Changes() {}

    public static List<ClusterChange> of(List<Frame> frames) {
        Changes made = new Changes();
        ClusterChangeDeserializer deserializer = new ClusterChangeDeserializer();
        try {
            for (Frame frame : frames) {
                made.take(frame, deserializer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made.changes;
    }

    private void take(Frame frame, ClusterChangeDeserializer deserializer) throws IOException {
        long line = frame.events().stream().mapToLong(NomadEvent::timeNanos).max().orElse(0);
        long fallback = line == 0 ? latest : line;
        deserializer.deserialize(
                frame.with(
                        frame.events().stream()
                                .map(
                                        event ->
                                                event.timeNanos() == 0
                                                        ? event.withTimeNanos(fallback)
                                                        : event)
                                .toList()),
                this,
                this);
        latest = Math.max(latest, line);
        for (NomadEvent event : frame.events()) {
            largest.merge(event.topic(), event.timeNanos(), Math::max);
        }
    }

    @Override
    public long largestTimeBefore(Topic topic) {
        return largest.getOrDefault(topic, 0L);
    }

    @Override
    public long arrivalNanos() {
        return 0;
    }

    @Override
    public void collect(ClusterChange change) {
        changes.add(change);
    }

    @Override
    public void collect(ClusterChange change, long timestampMillis) {
        changes.add(change);
    }
}
