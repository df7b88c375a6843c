package io.nomadflink.connector.event.payload;

import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** Times as Go writes them: {@code 2026-11-23T06:16:20.231482116Z}. */
final class PlainTime {
    private static final int SECONDS_END = 19;
    private static final int LONGEST = 30;
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int FIRST_YEAR = 1970;

    private PlainTime() {}

    /** Null for null; Go's zero time and times of other forms are for others to read. */
    static Instant read(PlainCursor json) throws UnusualException {
        if (json.takeNull()) {
            return null;
        }
        String text = json.text();
        int length = text.length();
        if (length <= SECONDS_END || length > LONGEST || text.charAt(length - 1) != 'Z') {
            throw PlainReaders.unusual();
        }
        checkForm(text);
        int year = digits(text, 0, 4);
        if (year < FIRST_YEAR) {
            throw PlainReaders.unusual();
        }
        return instant(text, year, nanos(text, length - 1));
    }

    private static Instant instant(String text, int year, int nanos) throws UnusualException {
        try {
            long day = LocalDate.of(year, digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
            LocalTime time =
                    LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
            return Instant.ofEpochSecond(day * 86_400 + time.toSecondOfDay(), nanos);
        } catch (DateTimeException e) {
            throw PlainReaders.unusual();
        }
    }

    private static void checkForm(String text) throws UnusualException {
        for (int i = 0; i < SECONDS_END; i++) {
            char c = text.charAt(i);
            char form = FORM.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                throw PlainReaders.unusual();
            }
        }
    }

    private static int nanos(String text, int end) throws UnusualException {
        if (end == SECONDS_END) {
            return 0;
        }
        if (text.charAt(SECONDS_END) != '.' || end == SECONDS_END + 1) {
            throw PlainReaders.unusual();
        }
        int nanos = 0;
        for (int i = 1; i <= 9; i++) {
            char c = SECONDS_END + i < end ? text.charAt(SECONDS_END + i) : '0';
            if (c < '0' || c > '9') {
                throw PlainReaders.unusual();
            }
            nanos = nanos * 10 + c - '0';
        }
        return nanos;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
