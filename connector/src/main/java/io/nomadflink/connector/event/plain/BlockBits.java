package io.nomadflink.connector.event.plain;

/**
 * What stands where in 64 bytes, found without a branch for each character: a bit for each byte, in
 * which the bits of the same place in eight words lie side by side, because so they are gathered
 * with least work. {@link #inOrder} brings them into the order of the bytes.
 */
final class BlockBits {
    static final int SIZE = Long.SIZE;

    /** Added to a bracket, makes the highest bit one. */
    private static final long BELOW_BRACKETS = Words.repeated(5);

    /** How far the bit that opening brackets lack is from the highest. */
    private static final int OPENING = 5;

    private static final long CASE = Words.repeated(0x20);
    private static final long QUOTE = Words.repeated('"');
    private static final long BACKSLASH = Words.repeated('\\');

    /** All quotes, also those that are escaped. */
    long quotes;

    /** Brackets, backslashes, and what seldom stands outside of strings: {@code | ~ ^ _ DEL}. */
    long marks;

    /** Of the marks the brackets that open. */
    long opening;

    /** Whether all bytes are ASCII. */
    boolean ascii;

    /** Whether there is a control character. */
    boolean control;

    /** Few variables that live at once: with all eight words it takes half as long again. */
    void classify(byte[] bytes, int offset) {
        long others = 0;
        long found = 0;
        long opens = 0;
        long printable = Words.HIGH;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            long word = Words.at(bytes, offset + i);
            long mark = marks(word);
            others = others >>> 1 | others(word);
            found = found >>> 1 | mark;
            opens = opens >>> 1 | mark & ~(word << OPENING);
            printable &= word + Words.PRINTABLE & ~word;
        }
        quotes = ~others;
        marks = found;
        opening = opens;
        ascii = (printable & Words.HIGH) == Words.HIGH;
        control = false;
        if (!ascii) {
            classifyWide(bytes, offset);
        }
    }

    /** The same for a block that is not all printable ASCII. */
    private void classifyWide(byte[] bytes, int offset) {
        long printable = Words.HIGH;
        long narrow = Words.HIGH;
        quotes = 0;
        marks = 0;
        opening = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            long word = Words.at(bytes, offset + i);
            long low = word & Words.LOW;
            long single = ~word & Words.HIGH;
            long mark = marks(low) & single;
            quotes = quotes >>> 1 | ~others(low) & single;
            marks = marks >>> 1 | mark;
            opening = opening >>> 1 | mark & ~(low << OPENING);
            printable &= low + Words.PRINTABLE | word;
            narrow &= single;
        }
        ascii = narrow == Words.HIGH;
        control = printable != Words.HIGH;
    }

    private static long others(long ascii) {
        return (ascii ^ QUOTE) + Words.LOW & Words.HIGH;
    }

    private static long marks(long ascii) {
        return (ascii | CASE) + BELOW_BRACKETS & Words.HIGH;
    }

    static boolean hasBackslash(byte[] bytes, int offset) {
        long others = Words.HIGH;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            long word = Words.at(bytes, offset + i) ^ BACKSLASH;
            others &= (word & Words.LOW) + Words.LOW | word;
        }
        return others != Words.HIGH;
    }

    /** Turns each bit into the parity of those of the bytes up to it; the highest is the last. */
    static long parity(long bits) {
        long x = bits;
        x ^= x << 8;
        x ^= x << 16;
        x ^= x << 32;
        long words = x >>> 56;
        words ^= words << 1;
        words ^= words << 2;
        words ^= words << 4;
        return x ^ (words << 1 & 0xFF) * Words.ONES;
    }

    /** The bits in the order of the bytes, or back again. */
    static long inOrder(long bits) {
        long x = bits;
        long t = (x ^ x >>> 7) & 0x00AA00AA00AA00AAL;
        x ^= t ^ t << 7;
        t = (x ^ x >>> 14) & 0x0000CCCC0000CCCCL;
        x ^= t ^ t << 14;
        t = (x ^ x >>> 28) & 0x00000000F0F0F0F0L;
        return x ^ t ^ t << 28;
    }
}
