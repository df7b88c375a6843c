package io.nomadflink.jobs.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.NomadEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives frames back as lines: the very bytes that came if all events are new, else a line with the
 * bytes of the new ones.
 */
final class FrameLines {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(10_000)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final FrameParser parser = new FrameParser();

    private record Range(int from, int to) {}

    /** The line of a frame with at least one event, without its newline. */
    byte[] line(Frame frame) throws IOException {
        byte[] original = original(frame);
        if (original == null) {
            return composed(frame);
        }
        List<NomadEvent> all = parser.parse(original, original.length).events();
        return all.size() == frame.events().size() ? original : part(frame, original, all);
    }

    /** The line that a frame was cut from: events keep it, unless they have no payload. */
    private static byte[] original(Frame frame) {
        for (NomadEvent event : frame.events()) {
            if (event.payloadBuffer().length == frame.bytes()) {
                return event.payloadBuffer();
            }
        }
        return null;
    }

    private static byte[] part(Frame frame, byte[] original, List<NomadEvent> all)
            throws IOException {
        List<Range> ranges = eventRanges(original);
        ByteArrayOutputStream line = start(frame.index());
        int kept = 0;
        for (int i = 0; i < all.size() && kept < frame.events().size(); i++) {
            if (all.get(i).equals(frame.events().get(kept))) {
                separate(line, kept++);
                Range range = ranges.get(i);
                line.write(original, range.from, range.to - range.from);
            }
        }
        return end(line);
    }

    private static List<Range> eventRanges(byte[] line) throws IOException {
        List<Range> ranges = new ArrayList<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextFieldName() != null) {
                boolean events = json.currentName().equals("Events");
                json.nextToken();
                while (events && json.nextToken() == JsonToken.START_OBJECT) {
                    int from = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    ranges.add(new Range(from, (int) json.currentLocation().getByteOffset()));
                }
                json.skipChildren();
            }
        }
        return ranges;
    }

    private static byte[] composed(Frame frame) throws IOException {
        ByteArrayOutputStream line = start(frame.index());
        for (int i = 0; i < frame.events().size(); i++) {
            separate(line, i);
            compose(frame.events().get(i), line);
        }
        return end(line);
    }

    private static void compose(NomadEvent event, ByteArrayOutputStream line) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("Topic", event.topic().name());
            json.writeStringField("Type", event.type());
            json.writeStringField("Key", event.key());
            json.writeStringField("Namespace", event.namespace());
            json.writeArrayFieldStart("FilterKeys");
            for (String key : event.filterKeys()) {
                json.writeString(key);
            }
            json.writeEndArray();
            json.writeNumberField("Index", event.index());
            json.writeFieldName("Payload");
            json.writeRawValue(event.payloadJson());
            json.writeEndObject();
        }
    }

    private static ByteArrayOutputStream start(long index) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] head = ("{\"Index\":" + index + ",\"Events\":[").getBytes(StandardCharsets.US_ASCII);
        line.write(head, 0, head.length);
        return line;
    }

    private static void separate(ByteArrayOutputStream line, int before) {
        if (before > 0) {
            line.write(',');
        }
    }

    private static byte[] end(ByteArrayOutputStream line) {
        line.write(']');
        line.write('}');
        return line.toByteArray();
    }
}
