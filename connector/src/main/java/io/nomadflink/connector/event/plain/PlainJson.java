package io.nomadflink.connector.event.plain;

/**
 * Reads the values of JSON as Nomad writes them: without white space, mostly without escapes. What
 * is otherwise is never misread but answered with {@link #UNUSUAL}, for a full parser to judge.
 *
 * <p>Not thread-safe.
 */
public final class PlainJson {
    /** What was asked for is not there in the plain form. */
    public static final int UNUSUAL = -1;

    private static final int UUID = 36;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long NULL = Words.of("null");
    private static final long TRUE = Words.of("true");
    private static final long FALSE = Words.of("false");

    /** With so many digits an overflow is seen by the sign. */
    private static final int LONGEST = 19;

    private final SliceInterner interner = new SliceInterner();
    private byte[] bytes;
    private int end;
    private long hash;

    /** The integer read last. */
    public long integer;

    /** The text read last. */
    public String text;

    public void reset(byte[] source, int length) {
        bytes = source;
        end = length;
    }

    public boolean isAt(int at, char expected) {
        return at < end && bytes[at] == expected;
    }

    /**
     * @return where the text after the quote ends, at its closing quote
     */
    public int endOfText(int from) {
        long mixed = 0;
        for (int at = from; at < end; at += Long.BYTES) {
            long word = Words.at(bytes, at, end);
            long stop = Words.endOfPlainText(word);
            if (stop != 0) {
                int count = Words.index(stop);
                hash = (mixed ^ Words.first(word, count) ^ count) * MULTIPLIER;
                return isAt(at + count, '"') ? at + count : UNUSUAL;
            }
            mixed = (mixed ^ word) * MULTIPLIER;
            mixed ^= mixed >>> Integer.SIZE;
        }
        return UNUSUAL;
    }

    /**
     * Reads text, or null as "".
     *
     * @return what comes after it
     */
    public int text(int at) {
        if (!isAt(at, '"')) {
            text = "";
            return isNull(at) ? at + 4 : UNUSUAL;
        }
        int to = endOfText(at + 1);
        if (to < 0) {
            return UNUSUAL;
        }
        text = between(at + 1, to);
        return to + 1;
    }

    private String between(int from, int to) {
        if (from == to) {
            return "";
        }
        return to - from == UUID
                ? SliceInterner.text(bytes, from, to)
                : interner.canonical(bytes, from, to, hash);
    }

    public boolean isNull(int at) {
        return Words.first(Words.at(bytes, at, end), 4) == NULL;
    }

    /**
     * Reads an integer that ends at a comma or bracket.
     *
     * @return what comes after it
     */
    public int integer(int at) {
        boolean negative = isAt(at, '-');
        int first = negative ? at + 1 : at;
        int next = first;
        long value = 0;
        while (next < end && bytes[next] >= '0' && bytes[next] <= '9') {
            value = value * 10 + bytes[next++] - '0';
        }
        int digits = next - first;
        boolean leadingZero = digits > 1 && bytes[first] == '0';
        if (digits == 0 || leadingZero || !endsValue(next)) {
            return UNUSUAL;
        }
        if (digits > LONGEST || value < 0) {
            return leastInteger(at, next);
        }
        integer = negative ? -value : value;
        return next;
    }

    /** The one integer whose digits overflow and that is none too large, and those that are. */
    private int leastInteger(int from, int to) {
        try {
            integer = Long.parseLong(SliceInterner.text(bytes, from, to));
            return to;
        } catch (NumberFormatException e) {
            return UNUSUAL;
        }
    }

    private boolean endsValue(int at) {
        return at < end && (bytes[at] == ',' || bytes[at] == '}' || bytes[at] == ']');
    }

    /**
     * Passes over text, an integer or a literal.
     *
     * @return what comes after it
     */
    public int skipScalar(int at) {
        if (isAt(at, '"')) {
            int to = endOfText(at + 1);
            return to < 0 ? UNUSUAL : to + 1;
        }
        long word = Words.at(bytes, at, end);
        long four = Words.first(word, 4);
        if (four == NULL || four == TRUE) {
            return at + 4;
        }
        return Words.first(word, 5) == FALSE ? at + 5 : integer(at);
    }
}
