package io.nomadflink.connector;

import static java.util.stream.Collectors.toCollection;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.NomadEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded streams of real servers, line by line. */
public final class Recordings {
    private static final Path DIRECTORY = Path.of(System.getProperty("recordings"));

    private Recordings() {}

    /** Each recorded stream, such as {@code 2.0.5/events.ndjson.gz}. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY, 2)) {
            return files.filter(file -> file.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .collect(toCollection(ArrayList::new));
        }
    }

    /** Those that were received live, not replayed after a restart. */
    public static List<Path> live() throws IOException {
        return all().stream().filter(file -> !file.toString().contains("restart")).toList();
    }

    public static Path of(String version) {
        return DIRECTORY.resolve(version).resolve("events.ndjson.gz");
    }

    /** Each line without its newline, heartbeats included. */
    public static void lines(Path recording, Consumer<byte[]> consumer) throws IOException {
        try (InputStream in =
                new BufferedInputStream(
                        new GZIPInputStream(Files.newInputStream(recording), 1 << 16), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next; (next = in.read()) >= 0; ) {
                if (next == '\n') {
                    consumer.accept(line.toByteArray());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
    }

    public static void frames(Path recording, Consumer<Frame> consumer) throws IOException {
        FrameParser parser = new FrameParser();
        lines(
                recording,
                line -> {
                    if (!FrameParser.isHeartbeat(line, line.length)) {
                        consumer.accept(parsed(parser, line));
                    }
                });
    }

    public static void events(Path recording, Consumer<NomadEvent> consumer) throws IOException {
        frames(recording, frame -> frame.events().forEach(consumer));
    }

    private static Frame parsed(FrameParser parser, byte[] line) {
        try {
            return parser.parse(line, line.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
