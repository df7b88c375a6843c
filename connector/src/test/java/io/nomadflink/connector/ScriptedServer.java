package io.nomadflink.connector;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that says what a test wrote down: one script for each stream that is opened. */
public final class ScriptedServer implements Closeable {
    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";

    private final ServerSocket listener;
    private final LinkedBlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long tableIndex = 1;

    /** What one connection says; it is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        void write(OutputStream out) throws Exception;
    }

    public ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public String address() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** The next stream sends these texts as they are and ends. */
    public ScriptedServer stream(String... texts) {
        return stream(
                out -> {
                    for (String text : texts) {
                        out.write(text.getBytes(StandardCharsets.UTF_8));
                    }
                });
    }

    /** The next stream writes whatever it likes after the head. */
    public ScriptedServer stream(Script script) {
        return raw(
                out -> {
                    out.write(STREAM_HEAD.getBytes(StandardCharsets.US_ASCII));
                    script.write(out);
                });
    }

    /** The next stream is answered like this, head included. */
    public ScriptedServer raw(Script script) {
        scripts.add(script);
        return this;
    }

    /** {@code X-Nomad-Index} of all lists. */
    public ScriptedServer tableIndex(long index) {
        tableIndex = index;
        return this;
    }

    /** Paths of the streams that were asked for. */
    public List<String> streams() {
        return requests.stream().filter(r -> r.startsWith("/v1/event/stream")).toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
            sockets.forEach(ScriptedServer::closed);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line; (line = in.readLine()) != null; ) {
                String path = line.split(" ")[1];
                for (String header = line; header != null && !header.isEmpty(); ) {
                    header = in.readLine();
                }
                requests.add(path);
                if (path.startsWith("/v1/event/stream")) {
                    scripts.take().write(socket.getOutputStream());
                    return;
                }
                list(socket.getOutputStream());
            }
        } catch (Exception e) {
            // the client went away, as it may
            closed(socket);
        } finally {
            sockets.remove(socket);
        }
    }

    private void list(OutputStream out) throws IOException {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Nomad-Index: " + tableIndex + "\r\n\r\n";
        out.write((head + "[]").getBytes(StandardCharsets.US_ASCII));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(ScriptedServer::closed);
    }
}
