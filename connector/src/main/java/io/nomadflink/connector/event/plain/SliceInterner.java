package io.nomadflink.connector.event.plain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings of ASCII slices, one instance for those that repeat: topics, types, namespaces, job ids.
 * Bounded: a string gives way to another one of the same slot.
 */
public final class SliceInterner {
    private static final int SLOTS = 1 << 10;
    private static final int LONGEST = 128;

    private final byte[][] slices = new byte[SLOTS][];
    private final String[] strings = new String[SLOTS];

    /**
     * @param hash of the slice's bytes
     */
    String canonical(byte[] bytes, int from, int to, long hash) {
        int slot = (int) (hash >>> Long.SIZE - 10);
        byte[] known = slices[slot];
        if (known != null && Arrays.equals(known, 0, known.length, bytes, from, to)) {
            return strings[slot];
        }
        String text = text(bytes, from, to);
        if (to - from <= LONGEST) {
            slices[slot] = Arrays.copyOfRange(bytes, from, to);
            strings[slot] = text;
        }
        return text;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
