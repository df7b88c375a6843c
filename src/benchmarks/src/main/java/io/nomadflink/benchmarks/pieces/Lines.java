package io.nomadflink.benchmarks.pieces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.nomadflink.connector.client.LineReader;
import io.nomadflink.connector.event.FrameParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a line costs: to be cut, to become a frame, and, to compare, to be walked by Jackson. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Recorded.LINES)
public class Lines {
    private final JsonFactory json = new JsonFactory();
    private final FrameParser parser = new FrameParser();
    private List<byte[]> lines;
    private byte[] stream;

    @Setup
    public void prepare() throws IOException {
        lines = Recorded.lines();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.write(line);
        }
        stream = all.toByteArray();
        Recorded.check(cut() == stream.length, "bytes of all lines");
        long payloads =
                Recorded.frames().stream()
                        .flatMap(frame -> frame.events().stream())
                        .mapToLong(event -> event.payloadLength())
                        .sum();
        Recorded.check(envelope() == payloads, "bytes of all payloads");
        Recorded.check(jackson() > lines.size() * 20L, "tokens");
    }

    /** Reads and cuts; bytes of all lines. */
    @Benchmark
    public long cut() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(stream), 1 << 28);
        long bytes = 0;
        for (byte[] line; (line = reader.next()) != null; ) {
            bytes += line.length + 1;
        }
        return bytes;
    }

    /** Frames with payloads as slices; bytes of all payloads. */
    @Benchmark
    public long envelope() throws IOException {
        long[] bytes = new long[1];
        for (byte[] line : lines) {
            parser.parse(line, line.length - 1)
                    .events()
                    .forEach(event -> bytes[0] += event.payloadLength());
        }
        return bytes[0];
    }

    /** All tokens of each line; how many. */
    @Benchmark
    public long jackson() throws IOException {
        long tokens = 0;
        for (byte[] line : lines) {
            try (JsonParser walk = json.createParser(line)) {
                while (walk.nextToken() != null) {
                    tokens++;
                }
            }
        }
        return tokens;
    }
}
