package io.nomadflink.connector.client;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of lines, each as its length (4 bytes), the time of its arrival (8 bytes) and its content.
 * It is appended to and read at the same time. Streams, not channels: an interrupt must not close
 * them.
 */
final class SpoolSegment implements Closeable {
    private static final int HEADER = 12;

    private final Path file;
    private final FileOutputStream out;
    private final DataInputStream in;
    private long written;
    private long read;

    SpoolSegment(Path file) throws IOException {
        this.file = file;
        this.out = new FileOutputStream(file.toFile(), true);
        this.in = new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile())));
    }

    static long sizeOf(FeedItem.Line line) {
        return HEADER + (long) line.content().length;
    }

    void append(FeedItem.Line line) throws IOException {
        byte[] content = line.content();
        byte[] header =
                ByteBuffer.allocate(HEADER)
                        .putInt(content.length)
                        .putLong(line.arrivalNanos())
                        .array();
        out.write(header);
        out.write(content);
        written += sizeOf(line);
    }

    FeedItem.Line read() throws IOException {
        int length = in.readInt();
        long arrival = in.readLong();
        if (length < 0 || read + HEADER + length > written) {
            throw new IOException(
                    "a line of " + length + " bytes in " + file + ", which is shorter");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        FeedItem.Line line = new FeedItem.Line(content, 0, arrival);
        read += sizeOf(line);
        return line;
    }

    long written() {
        return written;
    }

    boolean isReadUp() {
        return read == written;
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        try (out;
                in) {
            Files.deleteIfExists(file);
        }
    }
}
