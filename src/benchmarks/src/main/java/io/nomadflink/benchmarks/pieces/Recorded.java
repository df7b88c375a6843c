package io.nomadflink.benchmarks.pieces;

import io.nomadflink.benchmarks.corpus.CorpusKind;
import io.nomadflink.benchmarks.corpus.CorpusLines;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first thousand lines of a recording. */
final class Recorded {
    static final int LINES = 1_000;

    private static List<byte[]> lines = List.of();

    private Recorded() {}

    /** With their newlines. */
    static synchronized List<byte[]> lines() throws IOException {
        if (lines.isEmpty()) {
            lines = read();
        }
        return lines;
    }

    private static List<byte[]> read() throws IOException {
        CorpusLines corpus =
                CorpusLines.of(
                        Path.of(System.getProperty("recordings"), "2.0.5", "events.ndjson.gz"),
                        CorpusKind.FULL);
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            found.add(corpus.next().clone());
        }
        return found;
    }

    static List<Frame> frames() throws IOException {
        FrameParser parser = new FrameParser();
        List<Frame> frames = new ArrayList<>();
        for (byte[] line : lines()) {
            frames.add(parser.parse(line, line.length - 1));
        }
        return frames;
    }

    /** Fails a benchmark that does not do its work. */
    static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("wrong result: " + what);
        }
    }
}
