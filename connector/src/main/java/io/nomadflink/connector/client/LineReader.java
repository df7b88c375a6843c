package io.nomadflink.connector.client;

import io.nomadflink.connector.event.plain.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stream of bytes at newlines. What follows the last newline is no line but, if it is not
 * the beginning of a frame, a server's parting words.
 */
public final class LineReader {
    private static final int CHUNK = 1 << 16;
    private static final int WORDS = 200;

    private final InputStream in;
    private final int maxLine;
    private final LineParts begun = new LineParts();
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
                return cut(newline);
            }
            makeRoom();
            scanned = end;
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return null;
            }
            end += count;
        }
    }

    private byte[] cut(int newline) throws LineTooLongException {
        check(begun.length() + newline - start);
        byte[] line = begun.with(buffer, start, newline);
        begun.clear();
        start = newline + 1;
        return line;
    }

    private void check(long length) throws LineTooLongException {
        if (length > maxLine) {
            throw new LineTooLongException(maxLine);
        }
    }

    /** After the end: what follows the last newline, perhaps nothing. */
    public byte[] rest() {
        return begun.with(buffer, start, end);
    }

    /** Whether a whole line or a part of one has been read but not handed out. */
    public boolean hasBuffered() {
        return start < end || begun.length() > 0;
    }

    /**
     * After the end: text that is no beginning of a frame, cut to a readable length; "" if there is
     * none.
     */
    public String partingWords() {
        byte[] rest = rest();
        if (rest.length == 0 || rest[0] == '{') {
            return "";
        }
        String text = new String(rest, 0, Math.min(WORDS, rest.length), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private void makeRoom() throws LineTooLongException {
        if (start == end) {
            startAgain();
        } else if (start > 0 && buffer.length - end < CHUNK / 2) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == buffer.length) {
            begun.add(buffer);
            check(begun.length());
            buffer = new byte[begun.nextPart()];
            end = 0;
        }
    }

    private void startAgain() {
        start = 0;
        end = 0;
        if (buffer.length > CHUNK) {
            buffer = new byte[CHUNK];
        }
    }
}
