package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.simulator.SimulatedEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The recorded streams of real servers. */
final class Recordings {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recordings() {}

    static Path events(String version) {
        return Path.of(System.getProperty("recordings"), version, "events.ndjson.gz");
    }

    /** Reads the frames of a recording, heartbeats left out. */
    static void read(String version, TransactionSink sink) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(events(version))),
                                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.equals("{}")) {
                    parse(MAPPER.readTree(line), sink);
                }
            }
        }
    }

    private static void parse(JsonNode line, TransactionSink sink) {
        List<SimulatedEvent> events = new ArrayList<>();
        for (JsonNode event : line.path("Events")) {
            events.add(
                    new SimulatedEvent(
                            event.path("Topic").asText(),
                            event.path("Type").asText(),
                            event.path("Key").asText(),
                            event.path("Namespace").asText(),
                            filterKeys(event),
                            event.path("Payload")));
        }
        sink.publish(line.path("Index").longValue(), events);
    }

    private static List<String> filterKeys(JsonNode event) {
        List<String> keys = new ArrayList<>();
        event.path("FilterKeys").forEach(key -> keys.add(key.asText()));
        return keys;
    }
}
