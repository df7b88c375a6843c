package io.nomadflink.jobs.testing;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What a real server once sent: its frames, heartbeats left out. */
public record Recording(String version, List<Frame> frames) {
    private static final int HEARTBEAT = "{}".length();

    /** The versions of which there is a recording. */
    public static List<String> versions() {
        try (Stream<Path> entries = Files.list(directory())) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Recording of(String version) {
        List<Frame> frames = new ArrayList<>();
        FrameParser parser = new FrameParser();
        try {
            for (String line : lines(version)) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                frames.add(parser.parse(bytes, bytes.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(version, e);
        }
        return new Recording(version, frames);
    }

    /** Its lines as they are, heartbeats left out. */
    public static List<String> lines(String version) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file(version))),
                                StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> line.length() > HEARTBEAT).toList();
        }
    }

    public static Path file(String version) {
        return directory().resolve(version).resolve("events.ndjson.gz");
    }

    private static Path directory() {
        return Path.of(System.getProperty("recordings"));
    }

    @Override
    public String toString() {
        return version;
    }
}
