package io.nomadflink.connector.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ClosedSelectorException;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A socket whose reader is woken when another thread closes it. HttpClient 5.6 reads a Unix socket
 * through a selector, which the end of its channel does not wake, but the end of its stream does.
 */
final class WakingSocket extends SocketHolder {
    private volatile InputStream input;

    WakingSocket(Socket socket) {
        super(socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
        input = new Input(super.getInputStream(socket));
        return input;
    }

    void wake() {
        InputStream reading = input;
        if (reading != null) {
            try {
                reading.close();
            } catch (IOException e) {
                Daemons.ignored("closing a socket", e);
            }
        }
    }

    private static final class Input extends FilterInputStream {
        private Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (ClosedSelectorException e) {
                throw closed(e);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (ClosedSelectorException e) {
                throw closed(e);
            }
        }

        private static SocketException closed(ClosedSelectorException e) {
            SocketException closed = new SocketException("Socket closed");
            closed.initCause(e);
            return closed;
        }
    }
}
