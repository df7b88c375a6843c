package io.nomadflink.benchmarks.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Says what a Nomad server (2.0.5: a stream without chunks) says, each stream as fast as it is
 * read. Runs until its standard input ends.
 */
public final class CorpusServer {
    private final Body body;

    /** What a stream consists of, after its first heartbeat. */
    @FunctionalInterface
    public interface Body {

        /**
         * @param request its first line
         */
        void write(String request, SocketChannel client) throws IOException;
    }

    private CorpusServer(Body body) {
        this.body = body;
    }

    /** Serves a file, and writes its port. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        run((request, client) -> write(file, client));
    }

    /** Serves a stream, writes the port, and ends the process when standard input ends. */
    public static void run(Body body) throws IOException {
        System.out.println(start(body));
        while (System.in.read() >= 0) {
            // until whoever started it is gone
        }
        System.exit(0);
    }

    /**
     * Serves a stream on daemon threads as long as the process lives.
     *
     * @return the port
     */
    public static int start(Body body) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new CorpusServer(body).start(server);
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void start(ServerSocketChannel server) {
        Thread acceptor =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    SocketChannel client = server.accept();
                                    daemon(() -> serve(client));
                                }
                            } catch (IOException e) {
                                throw new IllegalStateException("accepting", e);
                            }
                        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(SocketChannel client) {
        try (client) {
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(client), StandardCharsets.US_ASCII));
            for (String request; (request = request(reader)) != null; ) {
                if (request.contains("/v1/event/stream")) {
                    stream(request, client);
                    reader.read();
                    return;
                }
                answer(client, request);
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone
            Thread.currentThread().interrupt();
        }
    }

    private static String request(BufferedReader reader) throws IOException {
        String request = reader.readLine();
        for (String line = request; line != null && !line.isEmpty(); ) {
            line = reader.readLine();
        }
        return request;
    }

    private static void answer(SocketChannel client, String request)
            throws IOException, InterruptedException {
        if (request.contains("wait=")) {
            Thread.sleep(3_600_000);
        }
        String body =
                request.contains("/v1/namespaces")
                        ? "[{\"Name\":\"default\",\"CreateIndex\":1,\"ModifyIndex\":1}]"
                        : "[]";
        write(
                client,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Nomad-Index: 1\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private void stream(String request, SocketChannel client) throws IOException {
        write(client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}\n");
        body.write(request, client);
    }

    /** A whole file, as fast as it is read. */
    public static void write(Path file, SocketChannel client) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            for (long at = 0; at < size; ) {
                at += channel.transferTo(at, Math.min(size - at, 1 << 20), client);
            }
        }
    }

    private static void write(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }
}
