package io.nomadflink.benchmarks.scale;

import io.nomadflink.benchmarks.corpus.CorpusServer;
import io.nomadflink.benchmarks.corpus.EventLine;
import io.nomadflink.benchmarks.corpus.EventTemplate;
import io.nomadflink.benchmarks.corpus.EventTemplate.Occurrence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves one recorded deployment's event again and again, with other ids: so many events, dealt out
 * to so many namespaces, on lines of so many bytes.
 */
final class MadeServer {
    private static final Pattern NAMESPACE = Pattern.compile("[?&]namespace=s([0-9]+)");
    private static final long FIRST_INDEX = 2_000_000_000L;
    private static final long START = 1_795_000_000_000_000_000L;

    private MadeServer() {}

    /** The recording, events, splits, bytes of a line. */
    public static void main(String[] args) throws IOException {
        CorpusServer.run(
                body(
                        Path.of(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3])));
    }

    static CorpusServer.Body body(Path recording, int events, int splits, int lineBytes)
            throws IOException {
        EventTemplate template =
                EventTemplate.deployment(recording, "DeploymentStatusUpdate", "failed");
        return (request, client) -> {
            int split = split(request);
            int count = events / splits + (split < events % splits ? 1 : 0);
            write(template, split * (events / splits + 1), count, lineBytes, client);
        };
    }

    private static int split(String request) {
        Matcher namespace = NAMESPACE.matcher(request);
        return namespace.find() ? Integer.parseInt(namespace.group(1)) : 0;
    }

    private static void write(
            EventTemplate template, int first, int count, int lineBytes, SocketChannel client)
            throws IOException {
        EventLine line = new EventLine();
        ByteBuffer buffer = ByteBuffer.allocateDirect(lineBytes + 2 * template.length());
        int next = first;
        for (long index = FIRST_INDEX; next < first + count; index++) {
            line.begin(index);
            do {
                long time = START + next * 1_000L;
                line.add(template, new Occurrence(next, 0, index, index, time, time));
                next++;
            } while (next < first + count && line.length() + template.length() < lineBytes);
            line.end();
            buffer.clear();
            buffer.put(line.bytes(), 0, line.length()).flip();
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        }
    }
}
