package io.nomadflink.connector.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes frames of lines by walking all their tokens: the reference for {@link FrameScanner}, and
 * what parses the lines that the scanner leaves alone.
 *
 * <p>Not thread-safe.
 */
final class JacksonFrameParser {
    static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(10_000)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private final Interner topics = new Interner();
    private final Interner names = new Interner();

    /**
     * @param line must not be changed afterwards: the events keep it
     * @throws MalformedFrameException if the line is not an object with an index and events
     */
    Frame parse(byte[] line, int length) throws MalformedFrameException {
        try (JsonParser json = JSON.createParser(line, 0, length)) {
            return frame(json, line, length);
        } catch (JsonProcessingException e) {
            throw malformed(
                    "not JSON",
                    e.getLocation() == null ? -1 : e.getLocation().getByteOffset(),
                    length);
        } catch (MalformedFrameException e) {
            throw e;
        } catch (IOException e) {
            throw malformed("unreadable", -1, length);
        }
    }

    private Frame frame(JsonParser json, byte[] line, int length) throws IOException {
        long index = -1;
        List<EventBuilder> builders = null;
        require(json.nextToken() == JsonToken.START_OBJECT, "not an object", json, length);
        for (String name; (name = json.nextFieldName()) != null; ) {
            JsonToken value = json.nextToken();
            if (name.equals("Index")) {
                require(
                        value == JsonToken.VALUE_NUMBER_INT,
                        "Index is not an integer",
                        json,
                        length);
                index = json.getLongValue();
            } else if (name.equals("Events")) {
                require(value == JsonToken.START_ARRAY, "Events is not an array", json, length);
                builders = events(json, line, length);
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "unfinished", json, length);
        require(json.nextToken() == null, "more than one value", json, length);
        require(index >= 0, "no Index", json, length);
        require(builders != null, "no Events", json, length);
        List<NomadEvent> events = new ArrayList<>(builders.size());
        for (EventBuilder builder : builders) {
            events.add(builder.build(index, line));
        }
        return new Frame(index, events, length);
    }

    private List<EventBuilder> events(JsonParser json, byte[] line, int length) throws IOException {
        List<EventBuilder> events = new ArrayList<>();
        for (JsonToken token; (token = json.nextToken()) != JsonToken.END_ARRAY; ) {
            require(token == JsonToken.START_OBJECT, "an event is not an object", json, length);
            EventBuilder event = new EventBuilder();
            for (String name; (name = json.nextFieldName()) != null; ) {
                json.nextToken();
                member(event, name, json, length);
            }
            require(event.topic != null, "an event without Topic", json, length);
            events.add(event);
        }
        return events;
    }

    private void member(EventBuilder event, String name, JsonParser json, int length)
            throws IOException {
        switch (name) {
            case "Topic" -> event.topic = Topic.of(topics.canonical(text(json, length)));
            case "Type" -> event.type = names.canonical(text(json, length));
            case "Key" -> event.key = text(json, length);
            case "Namespace" -> event.namespace = names.canonical(text(json, length));
            case "FilterKeys" -> event.filterKeys = strings(json, length);
            case "Origin" -> event.origin = Origin.of(text(json, length));
            case "Payload" -> payload(event, json, length);
            default -> json.skipChildren();
        }
    }

    private static String text(JsonParser json, int length) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        require(
                json.currentToken() == JsonToken.VALUE_STRING,
                "a member of an event is not text",
                json,
                length);
        return json.getText();
    }

    private static List<String> strings(JsonParser json, int length) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Collections.emptyList();
        }
        require(
                json.currentToken() == JsonToken.START_ARRAY,
                "FilterKeys is not an array",
                json,
                length);
        List<String> found = new ArrayList<>(2);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            found.add(text(json, length));
        }
        return found;
    }

    /** Notes where the payload stands and what times its object has; the rest stays bytes. */
    private static void payload(EventBuilder event, JsonParser json, int length)
            throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(
                json.currentToken() == JsonToken.START_OBJECT,
                "Payload is not an object",
                json,
                length);
        event.offset = (int) json.currentTokenLocation().getByteOffset();
        while (json.nextFieldName() != null) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                object(event, json);
            } else {
                json.skipChildren();
            }
        }
        event.length = (int) json.currentLocation().getByteOffset() - event.offset;
    }

    private static void object(EventBuilder event, JsonParser json) throws IOException {
        for (String name; (name = json.nextFieldName()) != null; ) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && EventBuilder.isTime(name)) {
                event.time(name, time(json));
            } else {
                json.skipChildren();
            }
        }
    }

    /** No time at all where a topic we do not know means something else by the name. */
    private static long time(JsonParser json) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? 0 : json.getLongValue();
    }

    private static void require(boolean condition, String what, JsonParser json, int length)
            throws MalformedFrameException {
        if (!condition) {
            throw malformed(what, json.currentTokenLocation().getByteOffset(), length);
        }
    }

    private static MalformedFrameException malformed(String what, long at, int length) {
        return new MalformedFrameException(
                "a line of "
                        + length
                        + " bytes is no frame: "
                        + what
                        + (at < 0 ? "" : " at byte " + at));
    }
}
