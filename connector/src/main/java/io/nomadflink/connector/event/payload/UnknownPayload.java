package io.nomadflink.connector.event.payload;

/**
 * The payload of a topic that this version does not know, as JSON.
 *
 * @param json the whole payload
 */
public record UnknownPayload(String json) implements Payload {

    @Override
    public String toString() {
        return "UnknownPayload";
    }
}
