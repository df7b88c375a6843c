package io.nomadflink.jobs.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What stands before and behind the question mark of a sink's specification. */
record SinkQuery(String target, Map<String, String> options) {

    /**
     * @throws IllegalArgumentException for an option that the sink does not have
     */
    static SinkQuery parse(String text, Set<String> known) {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return new SinkQuery(text, Map.of());
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : text.substring(mark + 1).split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown option '" + name + "' of a sink: it has " + sorted(known));
            }
            options.put(name, equals < 0 ? "true" : part.substring(equals + 1));
        }
        return new SinkQuery(text.substring(0, mark), options);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    boolean flag(String name) {
        String value = options.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "option " + name + " of a sink is neither true nor false");
        }
        return value.equals("true");
    }

    /** null if it is not there. */
    String text(String name) {
        return options.get(name);
    }
}
