package io.nomadflink.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The listening socket and the connections it accepted; can be closed and opened again. */
final class Listener {

    private static final int BACKLOG = 200;
    private static final Duration LONGEST_BIND = Duration.ofSeconds(5);

    private final Server server;
    private final Tls tls;
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private int port;
    private ServerSocket listening;
    private Thread accepting;

    Listener(Server server, int port, Tls tls) {
        this.server = server;
        this.port = port;
        this.tls = tls;
    }

    /** The URL of this address. */
    String address() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    synchronized void open() {
        if (listening == null) {
            try {
                ServerSocket socket = bind();
                port = socket.getLocalPort();
                listening = socket;
                accepting = Threads.start("nomad-simulator-" + port, () -> accept(socket));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot listen on port " + port, e);
            }
        }
    }

    /** Refuses from now on and cuts every connection, as a killed server does. */
    synchronized void close() {
        if (listening != null) {
            Sockets.close(listening);
            listening = null;
            // the kernel goes on listening until the accepting thread has noticed
            Threads.join(accepting);
            accepted.forEach(Sockets::close);
        }
    }

    private ServerSocket bind() throws IOException {
        Deadline deadline = Deadline.after(LONGEST_BIND);
        while (true) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(
                        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
                return socket;
            } catch (IOException e) {
                Sockets.close(socket);
                if (deadline.over() || !Sleep.of(Duration.ofMillis(20))) {
                    throw e;
                }
            }
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                Threads.start("nomad-simulator-client", () -> serve(socket, client));
            }
        } catch (IOException e) {
            Sockets.close(socket);
        }
    }

    private void serve(ServerSocket socket, Socket client) {
        accepted.add(client);
        try {
            if (socket.isClosed()) {
                Sockets.close(client);
            } else {
                converse(client);
            }
        } catch (IOException e) {
            Sockets.close(client);
        } finally {
            accepted.remove(client);
        }
    }

    private void converse(Socket client) throws IOException {
        Socket secured = tls == null ? client : tls.over(client);
        if (secured != null) {
            new Connection(server, secured).run();
        }
    }
}
