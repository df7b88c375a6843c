package io.nomadflink.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The head of one HTTP request.
 *
 * @param method the HTTP method
 * @param target path and query as sent
 * @param path the decoded path
 * @param query the decoded parameters
 * @param headers values by lower-case name
 */
record Request(
        String method, String target, String path, Query query, Map<String, String> headers) {

    private static final int LONGEST_LINE = 1 << 16;

    /** The next request of a connection, or null at its end. */
    static Request read(InputStream in) throws IOException {
        String first = readLine(in);
        if (first == null || first.split(" ").length != 3) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
            lines.add(line);
        }
        String[] parts = first.split(" ");
        return of(parts[0], parts[1], lines);
    }

    /** The secret of the request, empty without one; {@code X-Nomad-Token} wins. */
    String token() {
        String bearer = headers.getOrDefault("authorization", "");
        boolean isBearer = bearer.regionMatches(true, 0, "bearer ", 0, 7);
        return headers.getOrDefault("x-nomad-token", isBearer ? bearer.substring(7).trim() : "");
    }

    boolean keepAlive() {
        return !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    private static Request of(String method, String target, List<String> lines) {
        String[] parts = target.split("\\?", 2);
        Query query = Query.parse(parts.length == 2 ? parts[1] : "");
        // a plus sign is a plus sign in a path
        String path = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        return new Request(method, target, path, query, headers(lines));
    }

    private static Map<String, String> headers(List<String> lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
