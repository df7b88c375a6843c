package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.event.NomadEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Notes what a reader emits, in order, in words: {@code key@time}, {@code W time}, {@code idle}.
 */
final class Outputs implements ReaderOutput<NomadEvent> {
    private final List<String> said = new ArrayList<>();
    private final List<NomadEvent> events = new ArrayList<>();

    List<String> said() {
        return said;
    }

    List<NomadEvent> events() {
        return events;
    }

    @Override
    public void collect(NomadEvent event) {
        throw new AssertionError("without a timestamp: " + event);
    }

    @Override
    public void collect(NomadEvent event, long timestamp) {
        events.add(event);
        said.add(event.key() + "@" + timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        said.add("W " + watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
        said.add("idle");
    }

    @Override
    public void markActive() {
        said.add("active");
    }

    @Override
    public SourceOutput<NomadEvent> createOutputForSplit(String splitId) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
}
