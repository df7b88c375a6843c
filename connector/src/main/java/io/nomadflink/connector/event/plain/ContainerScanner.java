package io.nomadflink.connector.event.plain;

import java.util.Arrays;

/**
 * Finds where an object or array ends, and what times a payload has, 64 bytes at a time without a
 * branch for each character: bits tell where quotes and brackets stand, and the running parity of
 * the quotes what is inside strings. Brackets deep inside are only counted.
 *
 * <p>Checked are strings (closed, without control characters, escapes and UTF-8 valid) and brackets
 * (as many closed as opened, not much more than {@value #DEEPEST} deep), not what stands between
 * them nor of which kind they are. Not thread-safe.
 */
public final class ContainerScanner {
    private static final int UNUSUAL = PlainJson.UNUSUAL;
    private static final int BLOCK = BlockBits.SIZE;
    private static final int DEEPEST = 62;

    /** The bit that opening brackets have and closing ones have not. */
    private static final int OPENING = 2;

    /** The longest a name that matters can be if each of its letters is written as an escape. */
    private static final int LONGEST_NAME = 96;

    private static final long MODIFY = Words.of("\"ModifyT");
    private static final long MODIFY_END = Words.of("ifyTime\"");
    private static final long SUBMIT = Words.of("\"SubmitT");
    private static final long SUBMIT_END = Words.of("mitTime\"");
    private static final long STATUS = Words.of("\"StatusU");
    private static final long STATUS_MIDDLE = Words.of("sUpdated");
    private static final long STATUS_END = Words.of("datedAt\"");

    private final PlainJson json;
    private final BlockBits bits = new BlockBits();
    private final byte[] tail = new byte[BLOCK];

    private byte[] source;
    private int limit;
    private Times times;
    private int timesLevel;
    private int floor;
    private int depth;
    private int lastEscape;
    private boolean escapeGoesOn;

    /** Where escapes begin in the present block. */
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
        floor = Math.max(timesLevel, 0);
        depth = 0;
        escapes = 0;
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
            byte[] bytes = base + BLOCK <= limit ? source : tail(base);
            int offset = bytes == source ? base : 0;
            bits.classify(bytes, offset);
            if (bits.control) {
                return UNUSUAL;
            }
            allAscii &= bits.ascii;
            long inString = BlockBits.parity(bits.quotes) ^ carried;
            boolean mark = (bits.marks & inString) != 0;
            if (escapeGoesOn || mark && BlockBits.hasBackslash(bytes, offset)) {
                if (!resolveEscapes(base)) {
                    return UNUSUAL;
                }
                inString = BlockBits.parity(bits.quotes) ^ carried;
            }
            carried = inString >> Long.SIZE - 1;
            int end = (escapes & ~inString) == 0 ? block(base, inString) : UNUSUAL;
            if (end != 0) {
                return end < 0 || allAscii || Utf8.isValid(source, start, end) ? end : UNUSUAL;
            }
            if (escapes != 0) {
                lastEscape = base + highest(BlockBits.inOrder(escapes));
                escapes = 0;
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

    private static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    /**
     * Takes the escaped quotes out of the quotes, and keeps where escapes begin.
     *
     * @return false for an escape that is none
     */
    private boolean resolveEscapes(int base) {
        long begun = 0;
        long escaped = escapeGoesOn ? 1 : 0;
        escapeGoesOn = false;
        for (int i = 0; i < BLOCK && base + i < limit; i++) {
            if (source[base + i] == '\\' && (escaped >>> i & 1) == 0) {
                if (!isEscape(base + i + 1)) {
                    return false;
                }
                begun |= 1L << i;
                escapeGoesOn = i == BLOCK - 1;
                escaped |= escapeGoesOn ? 0 : 2L << i;
            }
        }
        escapes = BlockBits.inOrder(begun);
        bits.quotes &= ~BlockBits.inOrder(escaped);
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
     * Counts the brackets, and follows them where the container may end or times may stand.
     *
     * @return what comes after the payload if it ends in this block, else 0, or UNUSUAL
     */
    private int block(int base, long inString) {
        long brackets = bits.marks & ~inString;
        int opened = Long.bitCount(bits.opening & brackets);
        int closed = Long.bitCount(brackets) - opened;
        if (depth - closed > floor) {
            depth += opened - closed;
            return depth <= DEEPEST ? 0 : UNUSUAL;
        }
        long closing = BlockBits.inOrder(bits.quotes & ~inString);
        return follow(base, BlockBits.inOrder(brackets), closing);
    }

    private int follow(int base, long brackets, long closing) {
        int level = depth;
        long from = -1L;
        for (long left = brackets; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            if (level == timesLevel && !names(closing & from & left - 1 & ~left, base)) {
                return UNUSUAL;
            }
            level += (source[base + i] & OPENING) - 1;
            if (level == 0) {
                return base + i + 1;
            }
            from = -2L << i;
        }
        depth = level;
        boolean named = level != timesLevel || names(closing & from, base);
        return named && level <= DEEPEST ? 0 : UNUSUAL;
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
        long before = escapes == 0 ? 0 : BlockBits.inOrder(escapes) & (1L << i) - 1;
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
