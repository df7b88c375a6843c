package io.nomadflink.jobs.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people write them: {@code 500ms}, {@code 10s}, {@code 1m}, {@code 1h30m}, {@code
 * 2d}.
 */
final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    static Duration parse(String text) {
        Matcher parts = PART.matcher(text);
        long millis = 0;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            millis += Long.parseLong(parts.group(1)) * MILLIS.get(parts.group(2));
            end = parts.end();
        }
        if (end == 0 || end != text.length()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a duration such as 500ms, 10s, 1m or 1h30m");
        }
        return Duration.ofMillis(millis);
    }
}
