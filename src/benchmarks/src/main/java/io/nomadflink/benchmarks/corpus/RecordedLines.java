package io.nomadflink.benchmarks.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The lines of a recording, or lines made of its events. */
final class RecordedLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SMALL = Set.of("Evaluation", "Deployment");
    private static final int HUGE_BYTES = 4 << 20;

    private RecordedLines() {}

    static List<byte[]> of(Path recording, CorpusKind kind) throws IOException {
        List<byte[]> lines = read(recording);
        return switch (kind) {
            case FULL -> lines;
            case SMALL -> small(lines);
            case HUGE -> huge(lines);
        };
    }

    private static List<byte[]> read(Path recording) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(recording)),
                                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> line.length() > 2)
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static List<byte[]> small(List<byte[]> lines) {
        List<byte[]> small = new ArrayList<>();
        for (byte[] line : lines) {
            JsonNode frame = tree(line);
            ArrayNode kept = JSON.createArrayNode();
            for (JsonNode event : frame.path("Events")) {
                if (SMALL.contains(event.path("Topic").asText())) {
                    kept.add(event);
                }
            }
            if (!kept.isEmpty()) {
                small.add(line(frame.path("Index").asLong(), kept));
            }
        }
        return small;
    }

    private static List<byte[]> huge(List<byte[]> lines) {
        List<byte[]> huge = new ArrayList<>();
        ArrayNode gathered = JSON.createArrayNode();
        long size = 0;
        for (byte[] line : lines) {
            JsonNode frame = tree(line);
            for (JsonNode event : frame.path("Events")) {
                if (event.path("Topic").asText().equals("Allocation")) {
                    gathered.add(event);
                }
            }
            size += line.length;
            if (size >= HUGE_BYTES) {
                huge.add(line(frame.path("Index").asLong(), gathered));
                gathered = JSON.createArrayNode();
                size = 0;
            }
        }
        return huge;
    }

    private static JsonNode tree(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] line(long index, ArrayNode events) {
        ObjectNode frame = JSON.createObjectNode();
        frame.put("Index", index).set("Events", events);
        return frame.toString().getBytes(StandardCharsets.UTF_8);
    }
}
