package io.nomadflink.connector.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of a line that is longer than what is read at once, in parts that grow with it, so
 * that its bytes are copied once, when it ends, and not each time that there is no more room.
 */
final class LineParts {
    private static final int LARGEST = 8 << 20;

    private final List<byte[]> parts = new ArrayList<>();
    private long length;

    long length() {
        return length;
    }

    void add(byte[] part) {
        parts.add(part);
        length += part.length;
    }

    /** How large the next part should be. */
    int nextPart() {
        return (int) Math.min(length, LARGEST);
    }

    /** All parts and the end of the line as one array. */
    byte[] with(byte[] last, int from, int to) {
        if (parts.isEmpty()) {
            return Arrays.copyOfRange(last, from, to);
        }
        byte[] line = new byte[Math.toIntExact(length + to - from)];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, line, at, part.length);
            at += part.length;
        }
        System.arraycopy(last, from, line, at, to - from);
        return line;
    }

    void clear() {
        parts.clear();
        length = 0;
    }
}
