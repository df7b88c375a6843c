package io.nomadflink.benchmarks.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A file of lines to serve.
 *
 * @param events in all its lines
 * @param bytes of the file, newlines included
 */
public record Corpus(CorpusKind kind, Path file, long lines, long events, long bytes) {

    /** Makes one of at least a number of bytes, or finds it made. */
    public static Corpus make(Path recording, Path directory, CorpusKind kind, long atLeast)
            throws IOException {
        CorpusLines lines = CorpusLines.of(recording, kind);
        long once = lines.bytesOnce();
        int repetitions = (int) ((atLeast + once - 1) / once);
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + (atLeast >> 20) + ".ndjson";
        Path file = directory.resolve(name);
        Corpus corpus =
                new Corpus(
                        kind,
                        file,
                        (long) lines.linesOnce() * repetitions,
                        lines.eventsOnce() * repetitions,
                        once * repetitions);
        if (!Files.exists(file) || Files.size(file) != corpus.bytes()) {
            corpus.write(lines);
        }
        return corpus;
    }

    private void write(CorpusLines source) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
            for (long i = 0; i < lines; i++) {
                out.write(source.next());
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
