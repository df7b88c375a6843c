package io.nomadflink.jobs.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.nomadflink.connector.event.NomadEvent;
import java.io.IOException;

/**
 * Streams over an event's payload; absent and null members are 0, "" and false, as Nomad leaves out
 * what is empty.
 */
final class Payload {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(10_000)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private Payload() {}

    static JsonParser open(NomadEvent event) throws IOException {
        JsonParser json =
                JSON.createParser(
                        event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
        json.nextToken();
        return json;
    }

    /** Opens a payload and goes to its object, whatever member holds it. */
    static JsonParser openObject(NomadEvent event) throws IOException {
        JsonParser json = open(event);
        while (json.nextFieldName() != null) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                return json;
            }
            json.skipChildren();
        }
        throw WrongPayloadException.INSTANCE;
    }

    static String text(JsonParser json) throws IOException {
        if (isNull(json)) {
            return "";
        }
        require(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    static long integer(JsonParser json) throws IOException {
        if (isNull(json)) {
            return 0;
        }
        require(json, JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    static boolean flag(JsonParser json) throws IOException {
        if (isNull(json) || json.currentToken() == JsonToken.VALUE_FALSE) {
            return false;
        }
        require(json, JsonToken.VALUE_TRUE);
        return true;
    }

    static boolean isNull(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    static void require(JsonParser json, JsonToken token) throws WrongPayloadException {
        if (json.currentToken() != token) {
            throw WrongPayloadException.INSTANCE;
        }
    }
}
