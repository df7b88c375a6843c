package io.nomadflink.benchmarks.consumer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A stream without an HTTP client, its head and first heartbeat read. */
final class PlainSocket implements Closeable {
    private static final byte[] BEGINNING = "\r\n\r\n{}\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;

    PlainSocket(Stream stream) throws IOException {
        socket = new Socket("127.0.0.1", stream.port());
        socket.getOutputStream()
                .write(
                        "GET /v1/event/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        in = socket.getInputStream();
        for (int matched = 0; matched < BEGINNING.length; ) {
            int next = in.read();
            matched = next == BEGINNING[matched] ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    InputStream in() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
