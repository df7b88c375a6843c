package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import java.nio.charset.StandardCharsets;

/** Payloads in the plain form that Nomad writes; {@link Payload} reads the others. */
final class PlainPayload {
    private PlainPayload() {}

    static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    static void enter(NomadEvent event, PlainCursor json) throws UnusualException {
        json.reset(event.payloadBuffer(), event.payloadOffset(), event.payloadLength());
        json.expect('{');
    }

    /** Goes into a payload's object, whatever member holds it. */
    static void enterObject(NomadEvent event, PlainCursor json) throws UnusualException {
        enter(event, json);
        json.name();
        while (!json.take('{')) {
            json.pass();
            json.expect(',');
            json.name();
        }
    }
}
