package io.nomadflink.connector.event.payload;

/** A payload's object and what stands beside it. */
public record DecodedPayload(Payload object, PayloadFlags flags) {

    @Override
    public String toString() {
        return object.toString();
    }
}
