package io.nomadflink.connector.client;

import io.nomadflink.connector.event.FrameParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/**
 * A recorded stream, plain or gzip, as a feed that ends. Heartbeats are left out: recorded ones
 * prove nothing now.
 */
final class RecordingFeed implements Feed {
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Path file;
    private final long linesDone;
    private final int maxLine;
    private final FeedQueue queue;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param linesDone lines to leave out: those of an earlier run
     */
    public RecordingFeed(Path file, long linesDone, ClientSettings settings, Runnable available) {
        this(
                file,
                linesDone,
                settings.maxLineBytes(),
                new FeedQueue(settings.queueBytes(), available));
    }

    RecordingFeed(Path file, long linesDone, int maxLine, FeedQueue queue) {
        this.file = file;
        this.linesDone = linesDone;
        this.maxLine = maxLine;
        this.queue = queue;
        this.thread = Daemons.named("nomad-recording " + file.getFileName()).newThread(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public FeedQueue queue() {
        return queue;
    }

    private void run() {
        try (InputStream in = open(file)) {
            read(new LineReader(in, maxLine));
            queue.tell(new FeedItem.End());
        } catch (InterruptedException e) {
            Daemons.ignored("reading a recording", e);
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                queue.tell(
                        new FeedItem.Failed(
                                new IOException("recording " + file + ": " + message(e))));
            }
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void read(LineReader lines) throws IOException, InterruptedException {
        long number = 0;
        for (byte[] line; !closed && (line = lines.next()) != null; ) {
            number++;
            if (number > linesDone
                    && line.length > 0
                    && !FrameParser.isHeartbeat(line, line.length)) {
                queue.put(
                        new FeedItem.Line(line, number, System.currentTimeMillis() * 1_000_000L),
                        NO_LIMIT);
            }
        }
    }

    /**
     * Opens a file of frames, unpacking gzip by its content, not its name, or a directory that a
     * capture has filled.
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return CapturedFiles.open(file);
        }
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        thread.interrupt();
    }
}
