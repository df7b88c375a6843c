package io.nomadflink.connector.event.payload;

import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes payloads in the plain form that begin with their object. One for each thread that
 * decodes.
 */
final class PlainPayloads {
    private static final ThreadLocal<PlainPayloads> MINE =
            ThreadLocal.withInitial(PlainPayloads::new);

    private static final byte[] NOTHING = {};
    private static final byte[] DELETED = bytes("\"Deleted\":");
    private static final byte[] TIMEOUT = bytes("\"Timeout\":");
    private static final byte[] TIMEOUT_REASON = bytes("\"TimeoutReason\":");

    private final PlainCursor json = new PlainCursor();
    private final PlainReaders readers = new PlainReaders();
    private final Map<String, byte[]> openings = new HashMap<>();

    private PlainPayloads() {}

    /**
     * @return the object, or null if a full parser must look at the payload
     */
    static DecodedPayload decode(
            Class<? extends Payload> type, String member, byte[] buffer, int offset, int length) {
        try {
            return MINE.get().read(type, member, buffer, offset, length);
        } catch (UnusualException e) {
            return null;
        }
    }

    private DecodedPayload read(
            Class<? extends Payload> type, String member, byte[] buffer, int offset, int length)
            throws UnusualException {
        json.reset(buffer, offset, length);
        if (!json.take(openings.computeIfAbsent(member, PlainPayloads::opening))) {
            return null;
        }
        Payload object = (Payload) readers.of(type).read(json);
        PayloadFlags flags = json.take('}') ? PayloadFlags.NONE : flags();
        boolean whole = json.isAtEnd() && object != null;
        json.reset(NOTHING, 0, 0);
        return whole ? new DecodedPayload(object, flags) : null;
    }

    private PayloadFlags flags() throws UnusualException {
        Boolean deleted = null;
        boolean timeout = false;
        String reason = "";
        while (json.take(',')) {
            if (json.take(DELETED)) {
                deleted = json.takeNull() ? deleted : (Boolean) json.flag();
            } else if (json.take(TIMEOUT)) {
                timeout = json.flag();
            } else if (json.take(TIMEOUT_REASON)) {
                reason = json.text();
            } else {
                throw PlainReaders.unusual();
            }
        }
        json.expect('}');
        return new PayloadFlags(deleted, timeout, reason);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] opening(String member) {
        return bytes("{\"" + member + "\":");
    }
}
