package io.nomadflink.connector.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads single members of a payload's object without decoding the rest. */
final class PayloadReader {
    private PayloadReader() {}

    static String objectText(NomadEvent event, String member) {
        try (JsonParser json =
                JacksonFrameParser.JSON.createParser(
                        event.payloadBuffer(), event.payloadOffset(), event.payloadLength())) {
            json.nextToken();
            while (json.nextFieldName() != null) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                for (String name; (name = json.nextFieldName()) != null; ) {
                    json.nextToken();
                    if (name.equals(member)) {
                        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
                    }
                    json.skipChildren();
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
