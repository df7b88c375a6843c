package io.nomadflink.connector.event.payload;

/**
 * The payload of topic Operator, as JSON: only Nomad Enterprise 1.10.2 and later sends it and its
 * shape is not public.
 *
 * @param json the whole payload
 */
public record Operator(String json) implements Payload {

    @Override
    public String toString() {
        return "Operator";
    }
}
