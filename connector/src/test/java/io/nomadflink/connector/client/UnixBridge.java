package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Unix socket before a server's port, as the Task API is one before an agent. */
final class UnixBridge implements Closeable {
    private final Path path;
    private final int port;
    private final ServerSocketChannel listening;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    UnixBridge(Path path, int port) throws IOException {
        this.path = path;
        this.port = port;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        Daemons.named("unix-bridge").newThread(this::accept).start();
    }

    String address() {
        return "unix://" + path;
    }

    int connections() {
        return open.size() / 2;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                Socket server = new Socket("127.0.0.1", port);
                open.add(client);
                open.add(server);
                InputStream up = Channels.newInputStream(client);
                OutputStream down = Channels.newOutputStream(client);
                pipe(up, server.getOutputStream(), client, server);
                pipe(server.getInputStream(), down, client, server);
            }
        } catch (IOException e) {
            Daemons.ignored("accepting", e);
        }
    }

    private void pipe(InputStream from, OutputStream to, SocketChannel client, Socket server) {
        Daemons.named("unix-pipe")
                .newThread(
                        () -> {
                            try (client;
                                    server) {
                                byte[] some = new byte[8192];
                                for (int n; (n = from.read(some)) >= 0; ) {
                                    to.write(some, 0, n);
                                }
                            } catch (IOException e) {
                                Daemons.ignored("piping", e);
                            } finally {
                                open.remove(client);
                                open.remove(server);
                            }
                        })
                .start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Closeable one : open) {
            one.close();
        }
    }
}
