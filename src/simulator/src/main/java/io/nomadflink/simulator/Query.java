package io.nomadflink.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The decoded parameters of a request.
 *
 * @param parameters values per name, in order
 */
record Query(Map<String, List<String>> parameters) {

    static Query parse(String text) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                parameters
                        .computeIfAbsent(decode(pair[0]), name -> new ArrayList<>())
                        .add(pair.length == 2 ? decode(pair[1]) : "");
            }
        }
        return new Query(parameters);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The first value, or the fallback where it is absent or empty. */
    String first(String name, String fallback) {
        List<String> values = all(name);
        return values.isEmpty() || values.get(0).isEmpty() ? fallback : values.get(0);
    }

    String namespace() {
        return first("namespace", "default");
    }

    boolean isTrue(String name) {
        return first(name, "").equals("true");
    }

    /** {@code stale} without a value means true. */
    boolean stale() {
        return has("stale") && !first("stale", "true").equals("false");
    }

    /** A non-negative 64-bit index; absent is 0. */
    long index() throws BadRequest {
        try {
            long index = Long.parseLong(first("index", "0"));
            if (index >= 0) {
                return index;
            }
            throw new BadRequest("Invalid index");
        } catch (NumberFormatException e) {
            throw new BadRequest("Invalid index");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
