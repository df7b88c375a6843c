package io.nomadflink.jobs.record;

import io.nomadflink.connector.event.Frame;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** A file of frames, one a line, packed if its name ends in {@code .gz}; never overwrites one. */
public final class RecordingFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final FrameLines lines = new FrameLines();
    private long frames;
    private long events;
    private long lastIndex;

    private RecordingFile(OutputStream out) {
        this.out = out;
    }

    /**
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     */
    public static RecordingFile create(Path file) throws IOException {
        OutputStream bytes =
                Files.newOutputStream(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean packed = file.toString().endsWith(".gz");
        return new RecordingFile(
                new BufferedOutputStream(
                        packed ? new GZIPOutputStream(bytes, BUFFER, true) : bytes, BUFFER));
    }

    /** Appends a frame; one without events leaves no line. */
    public void write(Frame frame) throws IOException {
        if (frame.events().isEmpty()) {
            return;
        }
        out.write(lines.line(frame));
        out.write('\n');
        frames++;
        events += frame.events().size();
        lastIndex = frame.index();
    }

    /** Hands everything to the operating system, so that a crash leaves whole lines. */
    public void flush() throws IOException {
        out.flush();
    }

    public long frames() {
        return frames;
    }

    public long events() {
        return events;
    }

    /** Nomad's index of the last line, 0 before the first. */
    public long lastIndex() {
        return lastIndex;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
