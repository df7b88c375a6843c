package io.nomadflink.connector.event.plain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through JSON in the plain form, value by value, strictly: what it does not throw at is JSON.
 *
 * <p>Not thread-safe.
 */
public final class PlainCursor {
    private static final int DEEPEST = 60;
    private static final long NULL = Words.of("null");
    private static final long TRUE = Words.of("true");
    private static final long FALSE = Words.of("false");

    private final PlainJson json = new PlainJson();
    private final ContainerScanner containers = new ContainerScanner(json);
    private byte[] bytes = {};
    private int end;
    private int at;

    /** Begins at an offset. */
    public void reset(byte[] source, int offset, int length) {
        bytes = source;
        at = offset;
        end = offset + length;
        json.reset(source, end);
    }

    public int at() {
        return at;
    }

    public boolean isAtEnd() {
        return at == end;
    }

    /** Whether a character comes next; if so, it is passed. */
    public boolean take(char expected) {
        boolean there = at < end && bytes[at] == expected;
        if (there) {
            at++;
        }
        return there;
    }

    public void expect(char expected) throws UnusualException {
        if (!take(expected)) {
            throw UnusualException.INSTANCE;
        }
    }

    /** Whether these bytes come next; if so, they are passed. */
    public boolean take(byte[] expected) {
        int to = at + expected.length;
        boolean there = to <= end && Arrays.equals(bytes, at, to, expected, 0, expected.length);
        if (there) {
            at = to;
        }
        return there;
    }

    /** A copy of what was read since a place. */
    public byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Whether null comes next; if so, it is passed. */
    public boolean takeNull() {
        boolean there = word(4) == NULL;
        at += there ? 4 : 0;
        return there;
    }

    private long word(int count) {
        return Words.first(Words.at(bytes, at, end), count);
    }

    /** Text, "" for null. */
    public String text() throws UnusualException {
        int next = json.text(at);
        if (next == PlainJson.UNUSUAL) {
            return escapedText();
        }
        at = next;
        return json.text;
    }

    /** Text that is not null. */
    public String string() throws UnusualException {
        if (!json.isAt(at, '"')) {
            throw UnusualException.INSTANCE;
        }
        return text();
    }

    private String escapedText() throws UnusualException {
        expect('"');
        int from = at;
        boolean escaped = false;
        while (at < end && bytes[at] != '"') {
            if (bytes[at] >= 0 && bytes[at] < ' ') {
                throw UnusualException.INSTANCE;
            }
            boolean escape = bytes[at] == '\\';
            escaped |= escape;
            at += escape ? 2 : 1;
        }
        if (at >= end) {
            throw UnusualException.INSTANCE;
        }
        String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        at++;
        if (text.indexOf('\uFFFD') >= 0) {
            throw UnusualException.INSTANCE;
        }
        return escaped ? Escapes.resolved(text) : text;
    }

    /**
     * Passes a member's name and its colon.
     *
     * @return where the name ends; it begins after the quote at which this was called
     */
    public int name() throws UnusualException {
        expect('"');
        int to = json.endOfText(at);
        if (to == PlainJson.UNUSUAL) {
            throw UnusualException.INSTANCE;
        }
        at = to + 1;
        expect(':');
        return to;
    }

    /** Whether a stretch that was read is these bytes. */
    public boolean was(int from, int to, byte[] expected) {
        return Arrays.equals(bytes, from, to, expected, 0, expected.length);
    }

    /** An integer, 0 for null. */
    public long integer() throws UnusualException {
        if (takeNull()) {
            return 0;
        }
        int next = json.integer(at);
        if (next == PlainJson.UNUSUAL) {
            throw UnusualException.INSTANCE;
        }
        at = next;
        return json.integer;
    }

    /** A truth value, false for null. */
    public boolean flag() throws UnusualException {
        if (takeNull()) {
            return false;
        }
        if (word(4) == TRUE) {
            at += 4;
            return true;
        }
        if (word(5) == FALSE) {
            at += 5;
            return false;
        }
        throw UnusualException.INSTANCE;
    }

    /** The characters of a number, as JSON allows them. */
    public String number() throws UnusualException {
        int from = at;
        skipNumber();
        return SliceInterner.text(bytes, from, at);
    }

    private void skipNumber() throws UnusualException {
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
    }

    private void digits() throws UnusualException {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw UnusualException.INSTANCE;
        }
    }

    /** Passes a value, whatever it is. */
    public void skip() throws UnusualException {
        skip(DEEPEST);
    }

    /**
     * Passes a value, of an object or array looking only at strings and brackets: three times as
     * fast, for what a frame's parser has passed in this way before.
     */
    public void pass() throws UnusualException {
        byte first = at < end ? bytes[at] : 0;
        if (first != '{' && first != '[') {
            skip(1);
            return;
        }
        int next = containers.scan(bytes, at, end, null);
        if (next == PlainJson.UNUSUAL) {
            throw UnusualException.INSTANCE;
        }
        at = next;
    }

    private void skip(int depth) throws UnusualException {
        byte first = at < end ? bytes[at] : 0;
        if (first == '{' || first == '[') {
            at++;
            skipContainer(first == '{', depth - 1);
        } else if (first == '"') {
            skipText();
        } else if (first == 't' || first == 'f' || first == 'n') {
            flag();
        } else {
            skipNumber();
        }
    }

    private void skipContainer(boolean object, int depth) throws UnusualException {
        if (depth == 0) {
            throw UnusualException.INSTANCE;
        }
        char close = object ? '}' : ']';
        if (take(close)) {
            return;
        }
        do {
            if (object) {
                skipText();
                expect(':');
            }
            skip(depth);
        } while (take(','));
        expect(close);
    }

    private void skipText() throws UnusualException {
        if (!(at < end && bytes[at] == '"')) {
            throw UnusualException.INSTANCE;
        }
        int to = json.endOfText(at + 1);
        if (to == PlainJson.UNUSUAL) {
            escapedText();
        } else {
            at = to + 1;
        }
    }
}
