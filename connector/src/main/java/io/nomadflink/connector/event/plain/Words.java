package io.nomadflink.connector.event.plain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Eight bytes at a time: a word holds the byte at the lowest address in its lowest bits, and a mask
 * has the highest bit of each byte that is meant.
 */
public final class Words {
    /** The highest bit of each byte. */
    public static final long HIGH = 0x8080808080808080L;

    /** All bits of each byte but the highest. */
    public static final long LOW = ~HIGH;

    public static final long ONES = 0x0101010101010101L;

    /** What a search looks at in one step. */
    private static final int STRIDE = 8 * Long.BYTES;

    private static final long NEWLINE = repeated('\n');

    /** Added to an ASCII character that is none of control, makes the highest bit one. */
    static final long PRINTABLE = repeated(0x60);

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    public static long at(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }

    /** The same, with zeros for bytes from the end on. */
    public static long at(byte[] bytes, int offset, int end) {
        if (offset + Long.BYTES <= end) {
            return at(bytes, offset);
        }
        long word = 0;
        for (int i = end - 1; i >= offset; i--) {
            word = word << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return word;
    }

    /** A text of eight ASCII characters or less as a word. */
    public static long of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return at(bytes, 0, bytes.length);
    }

    /** A word's first bytes, the others being zero. */
    public static long first(long word, int count) {
        return count >= Long.BYTES ? word : word & (1L << count * Byte.SIZE) - 1;
    }

    /** The same byte eight times. */
    public static long repeated(int value) {
        return value * ONES;
    }

    /**
     * Where text in quotes may end or cannot be taken as it is: quotes, backslashes, control
     * characters, what is not ASCII. Only the lowest bit is exact.
     */
    public static long endOfPlainText(long word) {
        long quote = word ^ 0x2222222222222222L;
        long backslash = word ^ 0x5c5c5c5c5c5c5c5cL;
        long zero = quote - ONES & ~quote | backslash - ONES & ~backslash;
        long control = word - 0x2020202020202020L & ~word;
        return (zero | control | word) & HIGH;
    }

    /** The first newline, or -1. */
    public static int newline(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + STRIDE <= to; at += STRIDE) {
            int found = isPrintable(bytes, at) ? -1 : newlineByWords(bytes, at, at + STRIDE);
            if (found >= 0) {
                return found;
            }
        }
        return newlineByWords(bytes, at, to);
    }

    private static int newlineByWords(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long zero = zeros(at(bytes, at) ^ NEWLINE) & HIGH;
            if (zero != 0) {
                return at + index(zero);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at < to ? at : -1;
    }

    /** Whether no byte is a control character; may say no to what is not ASCII. */
    private static boolean isPrintable(byte[] bytes, int at) {
        long first = at(bytes, at) + PRINTABLE & at(bytes, at + 8) + PRINTABLE;
        long second = at(bytes, at + 16) + PRINTABLE & at(bytes, at + 24) + PRINTABLE;
        long third = at(bytes, at + 32) + PRINTABLE & at(bytes, at + 40) + PRINTABLE;
        long last = at(bytes, at + 48) + PRINTABLE & at(bytes, at + 56) + PRINTABLE;
        return (first & second & third & last & HIGH) == HIGH;
    }

    /** The highest bit of each byte that is zero, and perhaps of some after the first of them. */
    private static long zeros(long word) {
        return word - ONES & ~word;
    }

    /** Which byte a mask's lowest bit means. */
    public static int index(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }
}
