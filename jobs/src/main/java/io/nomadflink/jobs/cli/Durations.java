package io.nomadflink.jobs.cli;

import java.time.Duration;
import java.util.List;
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

    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");

    /** Sums of a few of these and of times since 1970 stay far from overflow, also in ns. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    static Duration parse(String text) {
        Matcher parts = PART.matcher(text);
        long millis = 0;
        int end = 0;
        try {
            while (parts.find() && parts.start() == end) {
                long count = Long.parseLong(parts.group(1));
                long unit = MILLIS.get(parts.group(2));
                millis = Math.addExact(millis, Math.multiplyExact(count, unit));
                end = parts.end();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(text);
        }
        if (end == 0 || end != text.length() || millis > LONGEST.toMillis()) {
            throw wrong(text);
        }
        return Duration.ofMillis(millis);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'"
                        + text
                        + "' is not a duration such as 500ms, 10s, 1m or 1h30m, up to "
                        + LONGEST.toDays()
                        + "d");
    }

    /** As {@link #parse} takes it: {@code 1h30m}. */
    static String format(Duration duration) {
        long left = duration.toMillis();
        if (left == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (String unit : UNITS) {
            long millis = MILLIS.get(unit);
            if (left >= millis) {
                text.append(left / millis).append(unit);
                left %= millis;
            }
        }
        return text.toString();
    }
}
