package io.nomadflink.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS of a simulated agent; to one who speaks without it, it says what Go's HTTP server says.
 *
 * @param context the server's certificate, and whom it trusts
 * @param clientCertificates whether clients need one: Nomad's {@code verify_https_client}
 */
record Tls(SSLContext context, boolean clientCertificates) {

    private static final int HANDSHAKE = 0x16;
    private static final String NO_TLS =
            "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

    /** The encrypted socket over an accepted one, or null if the client does not speak TLS. */
    Socket over(Socket client) throws IOException {
        int first = client.getInputStream().read();
        if (first != HANDSHAKE) {
            refuse(client);
            return null;
        }
        byte[] consumed = {HANDSHAKE};
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(client, new ByteArrayInputStream(consumed), true);
        socket.setNeedClientAuth(clientCertificates);
        return socket;
    }

    private static void refuse(Socket client) throws IOException {
        try (client) {
            client.getInputStream().skipNBytes(client.getInputStream().available());
            client.getOutputStream().write(NO_TLS.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        }
    }
}
