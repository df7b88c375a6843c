package io.nomadflink.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Writes one stream the way its profile does. */
final class StreamSocket {

    private static final byte[] NEWLINE = {'\n'};
    private static final Duration DRIP_STEP = Duration.ofMillis(10);

    private final Socket socket;
    private final OutputStream out;
    private final Profile profile;
    private volatile long writingSince;

    StreamSocket(Socket socket, Profile profile) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.profile = profile;
    }

    void head() throws IOException {
        StringBuilder head = new StringBuilder(profile.statusLine()).append("\r\n");
        if (profile == Profile.V2_0) {
            head.append("Connection: close\r\n");
        }
        head.append("Cache-Control: no-cache\r\n");
        head.append("Content-Type: application/json\r\n");
        head.append("Vary: Accept-Encoding\r\n");
        if (!profile.hijacked()) {
            ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
            head.append("Date: ").append(httpDate(now)).append("\r\n");
            head.append("Transfer-Encoding: chunked\r\n");
        }
        write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Payload and newline are two writes, on chunked profiles two chunks (seen). */
    void line(byte[] payload, Orders.Drip drip) throws IOException {
        if (drip.until().over()) {
            write(profile.hijacked() ? payload : chunk(payload));
            write(profile.hijacked() ? NEWLINE : chunk(NEWLINE));
        } else {
            drip(wire(payload), drip);
        }
    }

    /** The first bytes of a line, then the end of the connection. */
    void cut(byte[] payload, Orders.Cut cut) throws IOException {
        byte[] wire = wire(payload);
        int length = Math.max(1, Math.min(cut.at(), payload.length - 1));
        int overhead = profile.hijacked() ? 0 : chunk(payload).length - payload.length - 2;
        write(Arrays.copyOf(wire, overhead + length));
        if (cut.reset()) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    /** The text of an error as the body's last words; the connection can be used again. */
    void lastWords(String text) throws IOException {
        write(chunk(text.getBytes(StandardCharsets.UTF_8)));
        write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Gives up on a client that has not taken a write for too long. */
    void enforce(Duration deadline) {
        long since = writingSince;
        if (profile.hijacked() && since != 0 && System.nanoTime() - since > deadline.toNanos()) {
            close();
        }
    }

    void close() {
        Sockets.close(socket);
    }

    private void drip(byte[] wire, Orders.Drip drip) throws IOException {
        int step = (int) Math.max(1, drip.bytesPerSecond() * DRIP_STEP.toMillis() / 1000);
        int at = 0;
        while (at < wire.length && !drip.until().over() && Sleep.of(DRIP_STEP)) {
            int to = Math.min(wire.length, at + step);
            write(Arrays.copyOfRange(wire, at, to));
            at = to;
        }
        write(Arrays.copyOfRange(wire, at, wire.length));
    }

    private byte[] wire(byte[] payload) {
        return profile.hijacked()
                ? concat(payload, NEWLINE)
                : concat(chunk(payload), chunk(NEWLINE));
    }

    private void write(byte[] bytes) throws IOException {
        writingSince = System.nanoTime();
        try {
            out.write(bytes);
            out.flush();
        } finally {
            writingSince = 0;
        }
    }

    private static byte[] chunk(byte[] data) {
        byte[] size =
                (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return concat(concat(size, data), new byte[] {'\r', '\n'});
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String httpDate(ZonedDateTime time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time);
    }
}
