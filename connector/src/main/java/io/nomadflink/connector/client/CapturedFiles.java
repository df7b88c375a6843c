package io.nomadflink.connector.client;

import io.nomadflink.connector.event.CapturedLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a capture, {@code day=…/hour=…/part-….ndjson}, in the order in which they were
 * written: by the arrival and the index of their first lines, as their names tell little.
 */
public final class CapturedFiles {
    private static final String NAME = "[^._].*\\.ndjson(\\.gz)?";
    private static final Pattern INDEX = Pattern.compile("\"Index\":(\\d+)");
    private static final Pattern COUNTER = Pattern.compile("-(\\d+)\\.ndjson");
    private static final int PREFIX = 64;
    private static final Comparator<File> WRITTEN =
            Comparator.comparingLong(File::arrival)
                    .thenComparingLong(File::index)
                    .thenComparingLong(File::counter)
                    .thenComparing(File::path);

    private CapturedFiles() {}

    /**
     * A file and how it begins.
     *
     * @param arrival of its first line, in ms, so that many can have the same
     * @param counter Flink's, in the name
     */
    private record File(Path path, long arrival, long index, long counter) {}

    /** Whether a directory is a capture, rather than one of recordings beside each other. */
    public static boolean isIn(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.anyMatch(
                    e -> Files.isDirectory(e) && e.getFileName().toString().startsWith("day="));
        }
    }

    static List<Path> inOrder(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(f -> f.getFileName().toString().matches(NAME))
                    .filter(Files::isRegularFile)
                    .map(CapturedFiles::file)
                    .sorted(WRITTEN)
                    .map(File::path)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static File file(Path path) {
        try (InputStream in = RecordingFeed.open(path)) {
            byte[] prefix = in.readNBytes(PREFIX);
            String text = new String(prefix, StandardCharsets.ISO_8859_1);
            return new File(
                    path,
                    CapturedLine.arrivalNanos(prefix, 0),
                    number(INDEX, text),
                    number(COUNTER, path.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** All files as one, each opened when its turn comes. */
    static InputStream open(Path directory) throws IOException {
        Iterator<Path> files = inOrder(directory).iterator();
        return new SequenceInputStream(
                new Enumeration<>() {
                    @Override
                    public boolean hasMoreElements() {
                        return files.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        try {
                            return RecordingFeed.open(files.next());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                });
    }
}
