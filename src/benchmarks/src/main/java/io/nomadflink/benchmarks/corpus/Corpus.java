package io.nomadflink.benchmarks.corpus;

import io.nomadflink.connector.event.FrameParser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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
        List<LineTemplate> templates = new ArrayList<>();
        List<Integer> events = new ArrayList<>();
        FrameParser parser = new FrameParser();
        for (byte[] line : RecordedLines.of(recording, kind)) {
            templates.add(LineTemplate.of(line));
            events.add(parser.parse(line, line.length).events().size());
        }
        long once = templates.stream().mapToLong(LineTemplate::length).sum();
        int repetitions = (int) ((atLeast + once - 1) / once);
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + (atLeast >> 20) + ".ndjson";
        Path file = directory.resolve(name);
        long bytes = once * repetitions;
        if (!Files.exists(file) || Files.size(file) != bytes) {
            write(templates, repetitions, file);
        }
        long all = events.stream().mapToLong(Integer::longValue).sum();
        return new Corpus(
                kind, file, (long) templates.size() * repetitions, all * repetitions, bytes);
    }

    private static void write(List<LineTemplate> templates, int repetitions, Path file)
            throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
            for (int i = 0; i < repetitions; i++) {
                for (LineTemplate template : templates) {
                    out.write(template.written(Repetition.number(i)));
                }
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
