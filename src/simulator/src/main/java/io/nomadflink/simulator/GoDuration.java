package io.nomadflink.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Go's durations, for example {@code 1m30s}. */
final class GoDuration {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private GoDuration() {}

    static Duration parse(String text, Duration absent) throws BadRequest {
        if (text.isEmpty()) {
            return absent;
        }
        Matcher matcher = PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            nanos += Double.parseDouble(matcher.group(1)) * NANOS.get(matcher.group(2));
            end = matcher.end();
        }
        if (end != text.length()) {
            throw new BadRequest("Invalid wait time");
        }
        return Duration.ofNanos((long) nanos);
    }
}
