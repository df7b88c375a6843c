package io.nomadflink.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a real server once sent, line by line, heartbeats left out. */
final class Recorded {
    private Recorded() {}

    static List<String> lines(String version) throws IOException {
        Path file = Path.of(System.getProperty("recordings"), version, "events.ndjson.gz");
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> line.length() > 2).toList();
        }
    }
}
