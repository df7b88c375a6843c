package io.nomadflink.simulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One line of the stream: an index, its events, and the exact bytes of each. */
final class Frame {

    private final long index;
    private final List<SimulatedEvent> events;
    private final List<byte[]> texts;
    private final byte[] line;

    private Frame(long index, List<SimulatedEvent> events, List<byte[]> texts, byte[] line) {
        this.index = index;
        this.events = events;
        this.texts = texts;
        this.line = line;
    }

    static Frame of(long index, List<SimulatedEvent> events) {
        List<byte[]> texts = events.stream().map(e -> Json.bytes(toJson(index, e))).toList();
        return new Frame(index, List.copyOf(events), texts, join(index, texts));
    }

    /** A recorded line, kept byte for byte. */
    static Frame parse(String json) {
        byte[] line = json.strip().getBytes(StandardCharsets.UTF_8);
        JsonNode root = Json.parse(line);
        if (!root.path("Index").isIntegralNumber() || !root.path("Events").isArray()) {
            throw new IllegalArgumentException("Not a line of an event stream");
        }
        List<SimulatedEvent> events = new ArrayList<>();
        root.path("Events").forEach(event -> events.add(fromJson(event)));
        return new Frame(root.path("Index").longValue(), events, slices(line), line);
    }

    long index() {
        return index;
    }

    List<SimulatedEvent> events() {
        return events;
    }

    byte[] line() {
        return line;
    }

    /** Whether anything of it matches. */
    boolean isSeenBy(EventFilter filter) {
        return events.stream().anyMatch(event -> filter.matches(event) > 0);
    }

    /** The line a subscription gets, or null when nothing of it matches. */
    byte[] select(EventFilter filter) {
        List<byte[]> selected = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            selected.addAll(Collections.nCopies(filter.matches(events.get(i)), texts.get(i)));
        }
        if (selected.isEmpty()) {
            return null;
        }
        return selected.equals(texts) ? line : join(index, selected);
    }

    /** The same frame as a restarted server would send it: other order, other derived content. */
    Frame replayed(Random random) {
        List<SimulatedEvent> again = new ArrayList<>(events.stream().map(Replay::of).toList());
        Collections.shuffle(again, random);
        return of(index, again);
    }

    private static byte[] join(long index, List<byte[]> texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("{\"Index\":" + index + ",\"Events\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(texts.get(i));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static ObjectNode toJson(long index, SimulatedEvent event) {
        ObjectNode json = Json.object();
        json.put("Topic", event.topic()).put("Type", event.type()).put("Key", event.key());
        json.put("Namespace", event.namespace());
        if (event.filterKeys().isEmpty()) {
            json.putNull("FilterKeys");
        } else {
            event.filterKeys().forEach(json.putArray("FilterKeys")::add);
        }
        json.put("Index", index);
        json.set("Payload", event.payload());
        return json;
    }

    private static SimulatedEvent fromJson(JsonNode event) {
        List<String> filterKeys = new ArrayList<>();
        event.path("FilterKeys").forEach(key -> filterKeys.add(key.asText()));
        return new SimulatedEvent(
                Json.text(event, "Topic"),
                Json.text(event, "Type"),
                Json.text(event, "Key"),
                Json.text(event, "Namespace"),
                filterKeys,
                event.path("Payload"));
    }

    /** The bytes of each element of {@code Events}. */
    private static List<byte[]> slices(byte[] line) {
        List<byte[]> slices = new ArrayList<>();
        try (JsonParser parser = Json.MAPPER.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean events = parser.currentName().equals("Events");
                parser.nextToken();
                if (events) {
                    cut(parser, line, slices);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slices;
    }

    private static void cut(JsonParser parser, byte[] line, List<byte[]> slices)
            throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            slices.add(
                    Arrays.copyOfRange(line, from, (int) parser.currentLocation().getByteOffset()));
        }
    }
}
