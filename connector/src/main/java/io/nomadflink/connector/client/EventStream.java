package io.nomadflink.connector.client;

import io.nomadflink.connector.event.FrameParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;

/**
 * One connection to {@code /v1/event/stream} whose first heartbeat has come. Blocks in {@link
 * #next()}; {@link #close()} from another thread ends that.
 */
final class EventStream implements Closeable {
    private final String address;
    private final OpenResponse response;
    private final LineReader lines;

    private EventStream(String address, OpenResponse response, LineReader lines) {
        this.address = address;
        this.response = response;
        this.lines = lines;
    }

    /**
     * Subscribes and waits for the first heartbeat: servers from 1.11.2 on answer 200 before they
     * check anything, and then say nothing at all to a subscription they refuse.
     *
     * @throws StatusException for a status other than 200
     * @throws IOException if there is no connection, or no heartbeat in time
     */
    static EventStream open(NomadHttp http, ClientSettings settings, String address, String query)
            throws IOException {
        OpenResponse response = http.open(address, "/v1/event/stream?" + query);
        try {
            if (response.response().getCode() != 200) {
                throw new StatusException(response.response().getCode(), response.words());
            }
            InputStream body =
                    response.response().getEntity() == null
                            ? InputStream.nullInputStream()
                            : response.response().getEntity().getContent();
            LineReader lines = new LineReader(body, settings.maxLineBytes());
            firstHeartbeat(http, settings, response, lines);
            return new EventStream(address, response, lines);
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private static void firstHeartbeat(
            NomadHttp http, ClientSettings settings, OpenResponse response, LineReader lines)
            throws IOException {
        Future<?> deadline = http.after(settings.openTimeout(), response::close);
        byte[] first;
        try {
            first = lines.next();
        } catch (IOException e) {
            throw new SilentStreamException(
                    response.request().isAborted()
                            ? "200, but no heartbeat within " + settings.openTimeout()
                            : "200, but no heartbeat: " + e.getMessage());
        } finally {
            deadline.cancel(false);
        }
        if (first == null || !FrameParser.isHeartbeat(first, first.length)) {
            String words = lines.partingWords();
            throw new SilentStreamException(
                    words.isEmpty()
                            ? "200, but no heartbeat before the end"
                            : "200, then '" + words + "'");
        }
    }

    /** The next line, heartbeats included, or null at the end of the stream. */
    public byte[] next() throws IOException {
        return lines.next();
    }

    public String address() {
        return address;
    }

    /** What a server said instead of a last line, "" if nothing. */
    public String partingWords() {
        return lines.partingWords();
    }

    @Override
    public void close() {
        response.close();
    }
}
