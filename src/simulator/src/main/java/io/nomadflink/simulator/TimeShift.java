package io.nomadflink.simulator;

import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Moves all times inside a recorded line by the same amount: nanoseconds, seconds and RFC 3339. */
final class TimeShift {

    private static final Pattern TIME =
            Pattern.compile(
                    "(?<=:)1\\d{18}(?=[,}])"
                            + "|(?<=\"StatusUpdatedAt\":)\\d{10}(?=[,}])"
                            + "|\"2\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z\"");
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long nanos;

    TimeShift(long nanos) {
        this.nanos = nanos;
    }

    String apply(String line) {
        return nanos == 0 ? line : TIME.matcher(line).replaceAll(this::moved);
    }

    private String moved(MatchResult match) {
        String text = match.group();
        if (text.startsWith("\"")) {
            return "\""
                    + Instant.parse(text.substring(1, text.length() - 1)).plusNanos(nanos)
                    + "\"";
        }
        long value = Long.parseLong(text);
        return Long.toString(value + (text.length() == 10 ? nanos / NANOS_PER_SECOND : nanos));
    }
}
