package io.nomadflink.connector.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How a frame, a gap, or what lists said after it, is kept outside Nomad: the server's own form, so
 * that whatever reads a stream reads it, with a first member {@code Captured}, the time of arrival
 * in ns since the epoch.
 *
 * <p>An event that was made from a list says so in a member {@code Origin}; a gap is a line without
 * events and with a member {@code Gap}, an inventory one with a member {@code Inventory}.
 */
public final class CapturedLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] CAPTURED = "{\"Captured\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GAP = ",\"Gap\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INVENTORY = ",\"Inventory\":".getBytes(StandardCharsets.US_ASCII);

    private CapturedLine() {}

    /** What writes the members of one line. */
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * @param payload the JSON object to keep for an event's payload
     */
    public static byte[] of(Frame frame, long arrivalNanos, Function<NomadEvent, String> payload) {
        return line(
                arrivalNanos,
                json -> {
                    json.writeNumberField("Index", frame.index());
                    json.writeArrayFieldStart("Events");
                    for (NomadEvent event : frame.events()) {
                        event(json, event, payload.apply(event));
                    }
                    json.writeEndArray();
                });
    }

    private static void event(JsonGenerator json, NomadEvent event, String payload)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("Topic", event.topic().name());
        json.writeStringField("Type", event.type());
        json.writeStringField("Key", event.key());
        json.writeStringField("Namespace", event.namespace());
        json.writeFieldName("FilterKeys");
        json.writeArray(event.filterKeys().toArray(String[]::new), 0, event.filterKeys().size());
        json.writeNumberField("Index", event.index());
        if (event.origin() != Origin.STREAM) {
            json.writeStringField("Origin", event.origin().name());
        }
        json.writeFieldName("Payload");
        json.writeRawValue(payload);
        json.writeEndObject();
    }

    public static byte[] of(Gap gap, long arrivalNanos) {
        return line(
                arrivalNanos,
                json -> {
                    json.writeObjectFieldStart("Gap");
                    json.writeStringField("Region", gap.region());
                    json.writeStringField("Namespace", gap.namespace());
                    json.writeStringField("Topics", gap.topics());
                    json.writeStringField("AfterIndex", Long.toString(gap.afterIndex()));
                    json.writeStringField("BeforeIndex", Long.toString(gap.beforeIndex()));
                    json.writeStringField("DetectedAt", gap.detectedAt().toString());
                    if (gap.lastEventAt() != null) {
                        json.writeStringField("LastEventAt", gap.lastEventAt().toString());
                    }
                    json.writeStringField("Cause", gap.cause().name());
                    json.writeStringField("Healed", Boolean.toString(gap.healed()));
                    json.writeEndObject();
                    json.writeNumberField("Index", gap.beforeIndex());
                    json.writeArrayFieldStart("Events");
                    json.writeEndArray();
                });
    }

    public static byte[] of(Inventory inventory, long arrivalNanos) {
        return line(arrivalNanos, json -> CapturedInventory.write(inventory, json));
    }

    private static byte[] line(long captured, Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 12);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("Captured", captured);
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** When the line came, ns since the epoch; the fallback for a line that does not say. */
    public static long arrivalNanos(byte[] line, long fallback) {
        if (!startsWith(line, 0, CAPTURED)) {
            return fallback;
        }
        long value = 0;
        for (int at = CAPTURED.length; at < line.length && isDigit(line[at]); at++) {
            value = value * 10 + line[at] - '0';
        }
        return value;
    }

    /**
     * The gap that a line tells of, or null if it is a frame.
     *
     * @throws MalformedFrameException if it is neither
     */
    public static Gap gapIn(byte[] line) throws MalformedFrameException {
        int at = behindTime(line);
        return at > 0 && startsWith(line, at, GAP) ? gap(line, at + GAP.length) : null;
    }

    /**
     * The inventory that a line holds, or null if it is something else.
     *
     * @throws MalformedFrameException if it begins like one
     */
    public static Inventory inventoryIn(byte[] line) throws MalformedFrameException {
        int at = behindTime(line);
        return at > 0 && startsWith(line, at, INVENTORY)
                ? CapturedInventory.read(line, at + INVENTORY.length)
                : null;
    }

    /** Where the second member begins; 0 if the line is not from a capture. */
    private static int behindTime(byte[] line) {
        if (!startsWith(line, 0, CAPTURED)) {
            return 0;
        }
        int at = CAPTURED.length;
        while (at < line.length && isDigit(line[at])) {
            at++;
        }
        return at;
    }

    private static Gap gap(byte[] line, int offset) throws MalformedFrameException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(line, offset, line.length - offset)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                members.put(json.currentName(), json.nextTextValue());
            }
            String last = members.get("LastEventAt");
            return new Gap(
                    members.get("Region"),
                    members.get("Namespace"),
                    members.get("Topics"),
                    Long.parseLong(members.get("AfterIndex")),
                    Long.parseLong(members.get("BeforeIndex")),
                    Instant.parse(members.get("DetectedAt")),
                    last == null ? null : Instant.parse(last),
                    Gap.Cause.valueOf(members.get("Cause")),
                    Boolean.parseBoolean(members.get("Healed")));
        } catch (IOException | RuntimeException e) {
            throw new MalformedFrameException("a line tells of a gap, but not of which");
        }
    }

    private static boolean startsWith(byte[] line, int at, byte[] prefix) {
        return line.length >= at + prefix.length
                && Arrays.equals(line, at, at + prefix.length, prefix, 0, prefix.length);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
