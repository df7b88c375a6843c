package io.nomadflink.connector.event;

import java.util.HashMap;
import java.util.Map;

/**
 * One instance for each of a bounded number of equal strings: topics, types and namespaces repeat
 * all the time.
 */
final class Interner {
    private static final int LIMIT = 1024;
    private final Map<String, String> seen = new HashMap<>();

    String canonical(String text) {
        String first = seen.get(text);
        if (first != null) {
            return first;
        }
        if (seen.size() < LIMIT) {
            seen.put(text, text);
        }
        return text;
    }
}
