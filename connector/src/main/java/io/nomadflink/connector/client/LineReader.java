package io.nomadflink.connector.client;

import io.nomadflink.connector.event.plain.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes at newlines. What follows the last newline is no line but, if it is not
 * the beginning of a frame, a server's parting words.
 */
public final class LineReader {
    private static final int CHUNK = 1 << 16;
    private static final int WORDS = 200;

    private final InputStream in;
    private final int maxLine;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;

    public LineReader(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /**
     * The next line without its newline, as an array of its own, or null at the end.
     *
     * @throws LineTooLongException above the limit
     */
    public byte[] next() throws IOException {
        int scanned = start;
        while (true) {
            int newline = Words.newline(buffer, scanned, end);
            if (newline >= 0) {
                if (newline - start > maxLine) {
                    throw new LineTooLongException(maxLine);
                }
                byte[] line = Arrays.copyOfRange(buffer, start, newline);
                start = newline + 1;
                return line;
            }
            scanned = end;
            int shift = makeRoom();
            scanned -= shift;
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return null;
            }
            end += count;
        }
    }

    /** After the end: what follows the last newline, perhaps nothing. */
    public byte[] rest() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    /** Whether a whole line or a part of one has been read but not handed out. */
    public boolean hasBuffered() {
        return start < end;
    }

    /**
     * After the end: text that is no beginning of a frame, cut to a readable length; "" if there is
     * none.
     */
    public String partingWords() {
        if (start >= end || buffer[start] == '{') {
            return "";
        }
        String text =
                new String(buffer, start, Math.min(WORDS, end - start), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    /**
     * @return by how much the content moved towards the beginning
     */
    private int makeRoom() throws LineTooLongException {
        if (start == end) {
            int shift = start;
            start = 0;
            end = 0;
            if (buffer.length > CHUNK) {
                buffer = new byte[CHUNK];
            }
            return shift;
        }
        int room = buffer.length - end;
        if (room >= CHUNK / 2 || start == 0 && room > 0) {
            return 0;
        }
        int size = end - start;
        if (size > maxLine) {
            throw new LineTooLongException(maxLine);
        }
        int shift = start;
        byte[] target = size > buffer.length / 2 ? new byte[grown(size)] : buffer;
        System.arraycopy(buffer, start, target, 0, size);
        buffer = target;
        start = 0;
        end = size;
        return shift;
    }

    private int grown(int size) {
        return (int) Math.min(Math.max(2L * size, CHUNK), maxLine + 2L);
    }
}
