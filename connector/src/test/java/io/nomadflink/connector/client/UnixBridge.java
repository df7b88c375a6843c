package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Unix socket before a server's port, as the Task API is one before an agent. */
final class UnixBridge implements Closeable {
    private final Path path;
    private final int port;
    private final boolean deaf;
    private final ServerSocketChannel listening;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    UnixBridge(Path path, int port) throws IOException {
        this(path, port, false);
    }

    /**
     * @param deaf whether it hears nothing of a client that goes, as Nomad between two writes
     */
    UnixBridge(Path path, int port, boolean deaf) throws IOException {
        this.path = path;
        this.port = port;
        this.deaf = deaf;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        Daemons.named("unix-bridge").newThread(this::accept).start();
    }

    String address() {
        return "unix://" + path;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                SocketChannel server = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                open.add(client);
                open.add(server);
                pipe(client, server);
                pipe(server, client);
            }
        } catch (IOException e) {
            Daemons.ignored("accepting", e);
        }
    }

    private void pipe(SocketChannel from, SocketChannel to) {
        Daemons.named("unix-pipe")
                .newThread(
                        () -> {
                            try {
                                ByteBuffer some = ByteBuffer.allocate(8192);
                                while (from.read(some.clear()) >= 0) {
                                    for (some.flip(); some.hasRemaining(); ) {
                                        to.write(some);
                                    }
                                }
                                if (!deaf) {
                                    from.close();
                                    to.close();
                                }
                            } catch (IOException e) {
                                Daemons.ignored("piping", e);
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
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.getParent());
    }
}
