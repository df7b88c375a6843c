package io.nomadflink.connector.client;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;

/**
 * A connection that never logs what it sends, whatever the log level: HttpClient itself writes
 * headers, so the token, and all bytes when its loggers are at debug.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {
    private static final AtomicLong COUNT = new AtomicLong();

    private volatile WakingSocket waking;

    private QuietConnection(String id) {
        super(id);
    }

    /**
     * @param socket to bind to, or null for later
     */
    static QuietConnection create(Socket socket) throws IOException {
        QuietConnection connection = new QuietConnection("nomad-" + COUNT.incrementAndGet());
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        WakingSocket holder = new WakingSocket(socket);
        waking = holder;
        bind(holder);
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        bind(new SocketHolder(tls, socket));
    }

    @Override
    public void close(CloseMode mode) {
        super.close(mode);
        WakingSocket socket = waking;
        if (socket != null && mode == CloseMode.IMMEDIATE) {
            socket.wake();
        }
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
        // not logged
    }
}
