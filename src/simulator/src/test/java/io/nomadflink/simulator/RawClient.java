package io.nomadflink.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One HTTP connection without a client library: shows the bytes as they are. */
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawClient(NomadSimulator simulator) throws IOException {
        this(new Socket("127.0.0.1", simulator.port()));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(5000);
    }

    /** Sends a GET and reads the head of the response. */
    List<String> get(String target, String... headers) throws IOException {
        send("GET", target, headers);
        return head();
    }

    void send(String method, String target, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: nomad\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(bytes);
    }

    List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null && !line.isBlank(); line = line()) {
            lines.add(line.stripTrailing());
        }
        return lines;
    }

    /** The next text up to a newline, what is left before the end, or null at the end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(c);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    /** The data of the next chunk, empty for the last one. */
    String chunk() throws IOException {
        int size = Integer.parseInt(line().trim(), 16);
        String data = new String(in.readNBytes(size), StandardCharsets.UTF_8);
        line();
        return data;
    }

    /** The next line that is no heartbeat, of a hijacked stream. */
    String frame() throws IOException {
        String line = line();
        while ("{}".equals(line)) {
            line = line();
        }
        return line;
    }

    /** The body of a response with a length. */
    String body(List<String> head) throws IOException {
        int length =
                head.stream()
                        .filter(line -> line.startsWith("Content-Length: "))
                        .mapToInt(line -> Integer.parseInt(line.substring(16)))
                        .findFirst()
                        .orElseThrow();
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether nothing at all arrives for this time. */
    boolean silentFor(Duration duration) throws IOException {
        socket.setSoTimeout((int) duration.toMillis());
        try {
            in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(5000);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
