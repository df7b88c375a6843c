package io.nomadflink.connector.event.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes records of payload bytes and, for Flink's state, bytes of records. Thread-safe. */
public final class PayloadDecoder {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .maxNestingDepth(10_000)
                                                    .maxNameLength(Integer.MAX_VALUE)
                                                    .build())
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .propertyNamingStrategy(new NomadNames())
                    .addModule(new NomadTypes())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                    .disable(MapperFeature.USE_GETTERS_AS_SETTERS)
                    .build();

    private PayloadDecoder() {}

    /**
     * @param topic for messages
     * @param member holds the object; null if the payload as a whole is the object, as JSON
     * @throws PayloadException if the payload has another shape
     */
    public static DecodedPayload decode(
            String topic,
            Class<? extends Payload> type,
            String member,
            byte[] buffer,
            int offset,
            int length) {
        if (member == null) {
            String json = new String(buffer, offset, length, StandardCharsets.UTF_8);
            Payload payload =
                    type == Operator.class ? new Operator(json) : new UnknownPayload(json);
            return new DecodedPayload(payload, PayloadFlags.NONE);
        }
        DecodedPayload plain = PlainPayloads.decode(type, member, buffer, offset, length);
        return plain != null
                ? plain
                : decodeWithJackson(topic, type, member, buffer, offset, length);
    }

    /** The reference for {@link PlainPayloads}. */
    static DecodedPayload decodeWithJackson(
            String topic,
            Class<? extends Payload> type,
            String member,
            byte[] buffer,
            int offset,
            int length) {
        try (JsonParser json = JSON.createParser(buffer, offset, length)) {
            return members(topic, type, member, json);
        } catch (IOException e) {
            throw new PayloadException(message(topic, member, e));
        }
    }

    /** A record as JSON in Nomad's spelling, without what it does not name. */
    public static byte[] encode(Payload payload) {
        try {
            return JSON.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new PayloadException(payload + " cannot be written as JSON");
        }
    }

    /** What {@link #encode} wrote. */
    public static <P extends Payload> P decode(Class<P> type, byte[] json) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new PayloadException(message(type.getSimpleName(), type.getSimpleName(), e));
        }
    }

    private static DecodedPayload members(
            String topic, Class<? extends Payload> type, String member, JsonParser json)
            throws IOException {
        Payload object = null;
        Boolean deleted = null;
        boolean timeout = false;
        String timeoutReason = "";
        json.nextToken();
        for (String name; (name = json.nextFieldName()) != null; ) {
            JsonToken value = json.nextToken();
            if (name.equals(member)) {
                object = JSON.readValue(json, type);
            } else if (name.equals("Deleted") && value.isBoolean()) {
                deleted = json.getBooleanValue();
            } else if (name.equals("Timeout") && value.isBoolean()) {
                timeout = json.getBooleanValue();
            } else if (name.equals("TimeoutReason") && value == JsonToken.VALUE_STRING) {
                timeoutReason = json.getText();
            } else {
                json.skipChildren();
            }
        }
        if (object == null) {
            throw new PayloadException("a payload of topic " + topic + " has no " + member);
        }
        return new DecodedPayload(object, new PayloadFlags(deleted, timeout, timeoutReason));
    }

    private static String message(String topic, String member, IOException e) {
        StringBuilder message = new StringBuilder("a payload of topic ").append(topic);
        if (e instanceof JsonMappingException mapping) {
            message.append(" has an unexpected value at ").append(member);
            mapping.getPath().forEach(step -> message.append(step(step)));
        } else {
            message.append(" is not JSON");
        }
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            message.append(", byte ").append(json.getLocation().getByteOffset());
        }
        return message.toString();
    }

    /** Names only members of Nomad's structures; keys of maps are content. */
    private static String step(JsonMappingException.Reference step) {
        if (step.getFieldName() == null) {
            return "[" + step.getIndex() + "]";
        }
        return step.getFrom() instanceof Map || step.getFrom() == Map.class
                ? ".*"
                : "." + step.getFieldName();
    }
}
