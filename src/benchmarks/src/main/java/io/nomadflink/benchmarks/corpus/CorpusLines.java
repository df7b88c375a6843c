package io.nomadflink.benchmarks.corpus;

import io.nomadflink.connector.event.FrameParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a recording, again and again without an end, each time with other ids. */
public final class CorpusLines {
    private final List<LineTemplate> templates;
    private final List<Integer> events;
    private int repetition;
    private int next;

    private CorpusLines(List<LineTemplate> templates, List<Integer> events) {
        this.templates = templates;
        this.events = events;
    }

    public static CorpusLines of(Path recording, CorpusKind kind) throws IOException {
        return of(RecordedLines.of(recording, kind));
    }

    static CorpusLines of(List<byte[]> lines) throws IOException {
        List<LineTemplate> templates = new ArrayList<>();
        List<Integer> events = new ArrayList<>();
        FrameParser parser = new FrameParser();
        for (byte[] line : lines) {
            templates.add(LineTemplate.of(line));
            events.add(parser.parse(line, line.length).events().size());
        }
        return new CorpusLines(templates, events);
    }

    /** How many events the next line has. */
    public int nextEvents() {
        return events.get(next);
    }

    /** The next line with its newline; its bytes are good until the same line comes again. */
    public byte[] next() {
        byte[] line = templates.get(next).written(Repetition.number(repetition));
        next++;
        if (next == templates.size()) {
            next = 0;
            repetition++;
        }
        return line;
    }

    int linesOnce() {
        return templates.size();
    }

    long bytesOnce() {
        return templates.stream().mapToLong(LineTemplate::length).sum();
    }

    long eventsOnce() {
        return events.stream().mapToLong(Integer::longValue).sum();
    }
}
