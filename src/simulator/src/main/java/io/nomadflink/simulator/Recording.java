package io.nomadflink.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A recorded body of an event stream, plain or gzip: one line per frame, heartbeats included.
 *
 * <p>A file {@code NAME.times} beside {@code NAME.ndjson} (both perhaps with {@code .gz}) has one
 * row per line: byte offset and nanoseconds of arrival since the epoch.
 */
public final class Recording {

    private static final String HEARTBEAT = "{}";

    private final Path events;

    /** What takes the frames of a recording one by one. */
    interface FrameConsumer {
        /**
         * Takes one frame.
         *
         * @param line the line as recorded
         * @param nanos its arrival, 0 when unknown
         * @return whether to go on
         */
        boolean accept(String line, long nanos);
    }

    private Recording(Path events) {
        this.events = events;
    }

    /**
     * A recording on disk.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static Recording of(Path events) {
        if (!Files.isRegularFile(events)) {
            throw new IllegalArgumentException("No such recording: " + events);
        }
        return new Recording(events);
    }

    /** Reads the frames in order; a last line without its newline is part of it. */
    void read(FrameConsumer consumer) {
        try (BufferedReader lines = open(events);
                BufferedReader times = times()) {
            boolean more = true;
            for (String line = lines.readLine(); more && line != null; line = lines.readLine()) {
                long nanos = nanos(times.readLine());
                if (!line.isBlank() && !line.equals(HEARTBEAT)) {
                    more = consumer.accept(line, nanos);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + events, e);
        }
    }

    private BufferedReader times() throws IOException {
        String name = events.getFileName().toString().replaceFirst("\\.gz$", "");
        String times = name.replaceFirst("\\.ndjson$", "") + ".times";
        for (String candidate : new String[] {times, times + ".gz"}) {
            Path path = events.resolveSibling(candidate);
            if (Files.isRegularFile(path)) {
                return open(path);
            }
        }
        return new BufferedReader(Reader.nullReader());
    }

    private static BufferedReader open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        boolean packed = path.toString().endsWith(".gz");
        return new BufferedReader(
                new InputStreamReader(
                        packed ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8),
                1 << 16);
    }

    private static long nanos(String row) {
        return row == null ? 0 : Long.parseLong(row.substring(row.indexOf(' ') + 1).trim());
    }
}
