package io.nomadflink.connector.event;

/**
 * Makes frames of lines, in any order of members, leaving payloads as slices of the line.
 *
 * <p>Not thread-safe; one per reading thread. Unknown members, topics and types pass. Envelopes are
 * checked strictly. Of a payload only the borders are: its strings end, their escapes and UTF-8 are
 * valid, its brackets match; what stands between them is checked by whoever decodes it.
 */
public final class FrameParser {
    private final FrameScanner scanner = new FrameScanner();
    private final JacksonFrameParser jackson = new JacksonFrameParser();

    /** Whether a line is a heartbeat, {@code {}}. */
    public static boolean isHeartbeat(byte[] line, int length) {
        return length == 2 && line[0] == '{' && line[1] == '}';
    }

    /**
     * @param line must not be changed afterwards: the events keep it
     * @throws MalformedFrameException if the line is not an object with an index and events
     */
    public Frame parse(byte[] line, int length) throws MalformedFrameException {
        Frame frame = scanner.scan(line, length);
        return frame != null ? frame : jackson.parse(line, length);
    }
}
