package io.nomadflink.benchmarks.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line being written, event by event; used again for the next one. */
public final class EventLine {
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int events;

    public void begin(long index) {
        byte[] head = ("{\"Index\":" + index + ",\"Events\":[").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, head.length);
        length = head.length;
        events = 0;
    }

    public void add(EventTemplate template, EventTemplate.Occurrence occurrence) {
        if (bytes.length < length + template.length() + 3) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        length = template.write(bytes, length, occurrence);
        bytes[length++] = ',';
        events++;
    }

    /** With a newline. */
    public void end() {
        bytes[length - 1] = ']';
        bytes[length++] = '}';
        bytes[length++] = '\n';
    }

    public int events() {
        return events;
    }

    /** Holds the line, which may be shorter. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }
}
