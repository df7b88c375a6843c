package io.nomadflink.jobs.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.jobs.sink.Table;
import io.nomadflink.jobs.sink.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows of the result tables that were sent as JSON: of each key the newest. */
public final class NewestRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITTEN = "written_at";

    private final Map<String, Map<JsonNode, JsonNode>> tables = new TreeMap<>();

    public NewestRows() {
        Tables.ALL.forEach(table -> tables.put(table.name(), new HashMap<>()));
    }

    /** What files hold that have their final names. */
    public static NewestRows ofFiles(Path directory) throws IOException {
        NewestRows found = new NewestRows();
        for (Table table : Tables.ALL) {
            List<JsonNode> rows = new ArrayList<>();
            for (Path file : files(directory.resolve(table.name()))) {
                for (String line : Files.readAllLines(file)) {
                    rows.add(JSON.readTree(line));
                }
            }
            rows.sort(Comparator.comparing(row -> row.get(WRITTEN).asText()));
            rows.forEach(row -> found.take(table, row));
        }
        return found;
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(f -> f.getFileName().toString().matches("part-.*\\.jsonl")).toList();
        }
    }

    /** What the topics of a prefix hold. */
    public static NewestRows ofTopics(KafkaBroker broker, String prefix) throws IOException {
        NewestRows found = new NewestRows();
        for (Table table : Tables.ALL) {
            for (ConsumerRecord<byte[], byte[]> record : broker.read(prefix + "." + table.name())) {
                found.tables
                        .get(table.name())
                        .put(JSON.readTree(record.key()), JSON.readTree(record.value()));
            }
        }
        return found;
    }

    /** Takes what was posted to a webhook. */
    public synchronized void takePosted(byte[] body) throws IOException {
        JsonNode posted = JSON.readTree(body);
        for (Table table : Tables.ALL) {
            if (table.name().equals(posted.get("table").asText())) {
                posted.get("rows").forEach(row -> take(table, row));
            }
        }
    }

    private void take(Table table, JsonNode row) {
        ((ObjectNode) row).remove(WRITTEN);
        ObjectNode key = JSON.createObjectNode();
        table.key().forEach(name -> key.set(name, row.get(name)));
        tables.get(table.name()).put(key, row);
    }

    /** By key. */
    public synchronized Map<JsonNode, JsonNode> of(Table table) {
        return Map.copyOf(tables.get(table.name()));
    }

    /** By table and key. */
    public synchronized Map<String, Map<JsonNode, JsonNode>> all() {
        Map<String, Map<JsonNode, JsonNode>> copy = new TreeMap<>();
        tables.forEach((table, rows) -> copy.put(table, Map.copyOf(rows)));
        return copy;
    }
}
