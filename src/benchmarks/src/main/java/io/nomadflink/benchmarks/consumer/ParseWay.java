package io.nomadflink.benchmarks.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.plain.Words;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads, cuts in place, and walks all tokens of each line with Jackson: the least that a consumer
 * with a JSON parser does.
 */
final class ParseWay implements Way {
    private final Stream stream;
    private final JsonFactory json = new JsonFactory();
    private byte[] buffer = new byte[1 << 16];

    ParseWay(Stream stream) {
        this.stream = stream;
    }

    @Override
    public void consume(Meter meter) throws IOException {
        try (PlainSocket socket = new PlainSocket(stream)) {
            meter.begin();
            read(socket.in());
            meter.endWithout();
        }
    }

    private void read(InputStream in) throws IOException {
        int start = 0;
        int end = 0;
        int scanned = 0;
        for (long left = stream.bytes(); left > 0; ) {
            if (end == buffer.length) {
                byte[] target = start == 0 ? new byte[2 * buffer.length] : buffer;
                System.arraycopy(buffer, start, target, 0, end - start);
                scanned -= start;
                end -= start;
                start = 0;
                buffer = target;
            }
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new EOFException(left + " bytes are missing");
            }
            left -= count;
            end += count;
            for (int at; (at = newline(scanned, end)) >= 0; scanned = at + 1) {
                walk(start, at);
                start = at + 1;
            }
            scanned = end;
        }
    }

    private int newline(int from, int to) {
        return Words.newline(buffer, from, to);
    }

    private void walk(int from, int to) throws IOException {
        try (JsonParser parser = json.createParser(buffer, from, to - from)) {
            for (JsonToken token; (token = parser.nextToken()) != null; ) {
                assert token != JsonToken.NOT_AVAILABLE;
            }
        }
    }
}
