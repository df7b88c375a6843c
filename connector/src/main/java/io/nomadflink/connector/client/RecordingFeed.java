package io.nomadflink.connector.client;

import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.MalformedFrameException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recorded stream, plain or gzip, as a feed that ends. Heartbeats are left out: recorded ones
 * prove nothing now.
 */
final class RecordingFeed implements Feed {
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(RecordingFeed.class);

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
                new FeedQueue(settings.queueBytes(), Overflow.none(), available));
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
        try {
            for (byte[] line; !closed && (line = lines.next()) != null; ) {
                put(line, ++number);
            }
        } catch (EOFException e) {
            LOG.warn("recording {}: cut off after line {}; what is there counts", file, number);
        }
        if (!closed) {
            last(lines.rest(), number + 1);
        }
    }

    private void put(byte[] line, long number) throws IOException, InterruptedException {
        if (number > linesDone && line.length > 0 && !FrameParser.isHeartbeat(line, line.length)) {
            queue.put(
                    new FeedItem.Line(line, number, System.currentTimeMillis() * 1_000_000L),
                    NO_LIMIT);
        }
    }

    /** A recorder that is killed leaves half a line; an editor a whole one without its newline. */
    private void last(byte[] rest, long number) throws IOException, InterruptedException {
        try {
            if (rest.length > 0 && !FrameParser.isHeartbeat(rest, rest.length)) {
                new FrameParser().parse(rest, rest.length);
                put(rest, number);
            }
        } catch (MalformedFrameException e) {
            LOG.warn("recording {}: left out the unfinished last line, {}", file, number);
        }
    }

    /**
     * Opens a file of frames, unpacking gzip by its content, not its name, or a directory that a
     * capture has filled. A pipe will do, which the streams of {@link Files} cannot read.
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return CapturedFiles.open(file);
        }
        BufferedInputStream in =
                new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16);
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
