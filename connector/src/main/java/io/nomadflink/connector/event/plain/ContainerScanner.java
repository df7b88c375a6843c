package io.nomadflink.connector.event.plain;

import java.util.Arrays;

/**
 * Finds where an object or array ends, and what times a payload has, 64 bytes at a time without a
 * branch for each character: bits tell where quotes and brackets stand, and the running parity of
 * the quotes what is inside strings.
 *
 * <p>Checked are strings (closed, without control characters, escapes and UTF-8 valid) and brackets
 * (matching, at most {@value #DEEPEST} deep), not what stands between them. Not thread-safe.
 */
public final class ContainerScanner {
    private static final int UNUSUAL = PlainJson.UNUSUAL;
    private static final int BLOCK = 64;
    private static final int DEEPEST = 62;

    /** The longest a name that matters can be if each of its letters is written as an escape. */
    private static final int LONGEST_NAME = 96;

    private static final long QUOTE = Words.repeated('"');
    private static final long BACKSLASH = Words.repeated('\\');

    /** These bits set make all brackets the same, and also DEL, {@code Y}, {@code _}, {@code y}. */
    private static final long BRACKET_BITS = Words.repeated(0x26);

    private static final long PRINTABLE = Words.repeated(0x60);

    /** Gathers the highest bits of a word's bytes in its highest byte. */
    private static final long GATHER = 0x0002040810204081L;

    private static final long MODIFY = Words.of("\"ModifyT");
    private static final long MODIFY_END = Words.of("ifyTime\"");
    private static final long SUBMIT = Words.of("\"SubmitT");
    private static final long SUBMIT_END = Words.of("mitTime\"");
    private static final long STATUS = Words.of("\"StatusU");
    private static final long STATUS_MIDDLE = Words.of("sUpdated");
    private static final long STATUS_END = Words.of("datedAt\"");

    private final PlainJson json;
    private final byte[] tail = new byte[BLOCK];

    private byte[] source;
    private int limit;
    private Times times;
    private int timesLevel;
    private int depth;
    private long objects;
    private int lastEscape;
    private boolean escapeGoesOn;

    private long quotes;
    private long brackets;
    private boolean strange;
    private boolean ascii;
    private long escapes;

    /**
     * @param json reads the line that containers are scanned in
     */
    public ContainerScanner(PlainJson json) {
        this.json = json;
    }

    /**
     * @param start of the container, at its opening bracket; if times are wanted, inside a line
     * @param target told of the times of objects in a payload, or null
     * @return what comes after it, or {@link PlainJson#UNUSUAL}
     */
    public int scan(byte[] line, int start, int length, Times target) {
        source = line;
        limit = length;
        times = target;
        timesLevel = target == null ? -1 : 2;
        depth = 0;
        objects = 0;
        lastEscape = -LONGEST_NAME;
        escapeGoesOn = false;
        int end = blocks(start);
        source = null;
        times = null;
        return end;
    }

    private int blocks(int start) {
        boolean allAscii = true;
        long carried = 0;
        for (int base = start; base < limit; base += BLOCK) {
            if (base + BLOCK <= limit) {
                classify(source, base);
            } else {
                classify(tail(base), 0);
            }
            if ((strange || escapeGoesOn) && !resolveEscapes(base)) {
                return UNUSUAL;
            }
            long inString = parity(quotes) ^ carried;
            carried = inString >> Long.SIZE - 1;
            allAscii &= ascii;
            int end = strange && (escapes & ~inString) != 0 ? UNUSUAL : block(base, inString);
            if (end != 0) {
                return end < 0 || allAscii || Utf8.isValid(source, start, end) ? end : UNUSUAL;
            }
            if (strange && escapes != 0) {
                lastEscape = base + highest(escapes);
            }
        }
        return UNUSUAL;
    }

    /** The last bytes of the line, filled up with blanks. */
    private byte[] tail(int base) {
        Arrays.fill(tail, (byte) ' ');
        System.arraycopy(source, base, tail, 0, limit - base);
        return tail;
    }

    private void classify(byte[] bytes, int offset) {
        long w0 = Words.at(bytes, offset);
        long w1 = Words.at(bytes, offset + 8);
        long w2 = Words.at(bytes, offset + 16);
        long w3 = Words.at(bytes, offset + 24);
        long w4 = Words.at(bytes, offset + 32);
        long w5 = Words.at(bytes, offset + 40);
        long w6 = Words.at(bytes, offset + 48);
        long w7 = Words.at(bytes, offset + 56);
        long high = (w0 | w1 | w2 | w3 | w4 | w5 | w6 | w7) & Words.HIGH;
        ascii = high == 0;
        if (high != 0) {
            classifyWide(bytes, offset);
            return;
        }
        long plain = plain(w0) & plain(w1) & plain(w2) & plain(w3);
        plain &= plain(w4) & plain(w5) & plain(w6) & plain(w7);
        strange = (plain & Words.HIGH) != Words.HIGH;
        quotes =
                ~(others(w0)
                        | others(w1) << 8
                        | others(w2) << 16
                        | others(w3) << 24
                        | others(w4) << 32
                        | others(w5) << 40
                        | others(w6) << 48
                        | others(w7) << 56);
        brackets =
                brackets(w0)
                        | brackets(w1) << 8
                        | brackets(w2) << 16
                        | brackets(w3) << 24
                        | brackets(w4) << 32
                        | brackets(w5) << 40
                        | brackets(w6) << 48
                        | brackets(w7) << 56;
    }

    /** The same for a block that is not all ASCII. */
    private void classifyWide(byte[] bytes, int offset) {
        quotes = 0;
        brackets = 0;
        long plain = Words.HIGH;
        for (int i = 0; i < BLOCK; i += Long.BYTES) {
            long word = Words.at(bytes, offset + i);
            long low = word & Words.LOW;
            long narrow = ~(word >>> 7 & Words.ONES) & Words.ONES;
            long mask = (narrow << 8) - narrow;
            plain &= plain(low) | word;
            quotes |= (others(low & mask) ^ 0xFF) << i;
            brackets |= brackets(low & mask) << i;
        }
        strange = plain != Words.HIGH;
    }

    /** The highest bit of each byte that is neither a backslash nor a control character. */
    private static long plain(long ascii) {
        return ascii + PRINTABLE & (ascii ^ BACKSLASH) + Words.LOW;
    }

    /** A bit for each byte that is no quote. */
    private static long others(long ascii) {
        return ((ascii ^ QUOTE) + Words.LOW & Words.HIGH) * GATHER >>> Long.SIZE - Byte.SIZE;
    }

    private static long brackets(long ascii) {
        return ((ascii | BRACKET_BITS) + Words.ONES & Words.HIGH) * GATHER
                >>> Long.SIZE - Byte.SIZE;
    }

    /** Turns each bit into the parity of the bits up to it. */
    private static long parity(long bits) {
        long x = bits;
        x ^= x << 1;
        x ^= x << 2;
        x ^= x << 4;
        x ^= x << 8;
        x ^= x << 16;
        return x ^ x << 32;
    }

    private static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    /**
     * Takes the escaped quotes out of the quotes, and keeps where escapes begin.
     *
     * @return false for a control character and an escape that is none
     */
    private boolean resolveEscapes(int base) {
        escapes = 0;
        strange = true;
        long escaped = escapeGoesOn ? 1 : 0;
        escapeGoesOn = false;
        for (int i = 0; i < BLOCK && base + i < limit; i++) {
            byte c = source[base + i];
            if (c >= 0 && c < ' ') {
                return false;
            }
            if (c == '\\' && (escaped >>> i & 1) == 0) {
                if (!isEscape(base + i + 1)) {
                    return false;
                }
                escapes |= 1L << i;
                escapeGoesOn = i == BLOCK - 1;
                escaped |= escapeGoesOn ? 0 : 2L << i;
            }
        }
        quotes &= ~escaped;
        return true;
    }

    private boolean isEscape(int letter) {
        if (letter >= limit) {
            return false;
        }
        return switch (source[letter]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            case 'u' -> areHexDigits(letter + 1);
            default -> false;
        };
    }

    private boolean areHexDigits(int from) {
        int digits = 0;
        while (digits < 4
                && from + digits < limit
                && Character.digit(source[from + digits], 16) >= 0) {
            digits++;
        }
        return digits == 4;
    }

    /**
     * Follows the brackets.
     *
     * @return what comes after the payload if it ends in this block, else 0, or UNUSUAL
     */
    private int block(int base, long inString) {
        long closing = quotes & ~inString;
        long left = brackets & ~inString;
        int level = depth;
        long kinds = objects;
        int wrong = 0;
        long from = -1L;
        while (left != 0) {
            int i = Long.numberOfTrailingZeros(left);
            if (level == timesLevel && !names(closing & from & left - 1 & ~left, base)) {
                return UNUSUAL;
            }
            int bracket = source[base + i];
            int close = bracket >>> 2 & 1;
            int kind = bracket >>> 5 & 1;
            int slot = level - close;
            wrong |= close ^ ~(bracket >>> 1) & 1 | close & ((int) (kinds >>> slot) ^ kind) & 1;
            kinds = kinds & ~(1L << slot) | (long) kind << slot;
            level += 1 - 2 * close;
            wrong |= DEEPEST - level >>> Integer.SIZE - 1;
            if (level == 0) {
                return wrong == 0 ? base + i + 1 : UNUSUAL;
            }
            from = -2L << i;
            left &= left - 1;
        }
        depth = level;
        objects = kinds;
        boolean named = level != timesLevel || names(closing & from, base);
        return named && wrong == 0 ? 0 : UNUSUAL;
    }

    /** Looks for times among the texts that end at these quotes, at the level of the object. */
    private boolean names(long closing, int base) {
        for (long left = closing; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            int quote = base + i;
            long last = Words.at(source, quote - 7);
            boolean candidate = last == MODIFY_END || last == SUBMIT_END || last == STATUS_END;
            if ((candidate || isNearEscape(i, quote)) && !name(quote, last)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNearEscape(int i, int quote) {
        long before = strange ? escapes & (1L << i) - 1 : 0;
        int escape = before == 0 ? lastEscape : quote - i + highest(before);
        return quote - escape <= LONGEST_NAME;
    }

    /**
     * @return false if it may be a name that is written in an unusual way
     */
    private boolean name(int quote, long last) {
        int next = quote + 1 < limit ? source[quote + 1] : ' ';
        if (next == ',' || next == '}') {
            return true;
        }
        return next == ':' && isPlain(quote) && time(quote + 1, last);
    }

    private boolean isPlain(int quote) {
        int i = quote - 1;
        while (source[i] != '"' && source[i] != '\\') {
            i--;
        }
        return source[i] == '"' && source[i - 1] != '\\';
    }

    private boolean time(int colon, long last) {
        String name = timeName(colon, last);
        int value = colon + 1;
        if (name == null || json.isAt(value, '"') || json.isNull(value)) {
            return true;
        }
        boolean plain = json.integer(value) > 0;
        times.time(name, json.integer);
        return plain;
    }

    private String timeName(int colon, long last) {
        if (last == MODIFY_END) {
            return Words.at(source, colon - 12) == MODIFY ? "ModifyTime" : null;
        }
        if (last == SUBMIT_END) {
            return Words.at(source, colon - 12) == SUBMIT ? "SubmitTime" : null;
        }
        boolean status =
                last == STATUS_END
                        && Words.at(source, colon - 11) == STATUS_MIDDLE
                        && Words.at(source, colon - 17) == STATUS;
        return status ? "StatusUpdatedAt" : null;
    }
}
