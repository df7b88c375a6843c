package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole response: JSON with 200, plain text with everything else.
 *
 * @param status the HTTP status
 * @param body the bytes of the body
 * @param headers further headers
 */
record Reply(int status, byte[] body, Map<String, String> headers) {

    private static final Map<Integer, String> REASONS =
            Map.of(
                    200, "OK",
                    400, "Bad Request",
                    401, "Unauthorized",
                    403, "Forbidden",
                    404, "Not Found",
                    405, "Method Not Allowed",
                    429, "Too Many Requests",
                    500, "Internal Server Error",
                    503, "Service Unavailable");

    static Reply json(JsonNode body) {
        return new Reply(200, Json.bytes(body), Map.of());
    }

    static Reply text(int status, String text) {
        return new Reply(status, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply permissionDenied(int status) {
        return text(status, "Permission denied");
    }

    Reply with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value.toString());
        return new Reply(status, body, more);
    }

    /** The bytes of head and body. */
    byte[] encode(boolean keepAlive) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason() + "\r\n");
        head.append("Content-Type: ").append(contentType()).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
        byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, whole, first.length, body.length);
        return whole;
    }

    private String reason() {
        return REASONS.getOrDefault(status, "Error");
    }

    private String contentType() {
        return status == 200 ? "application/json" : "text/plain; charset=utf-8";
    }
}
