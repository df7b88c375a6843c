package io.nomadflink.benchmarks.latency;

import io.nomadflink.benchmarks.corpus.CorpusKind;
import io.nomadflink.benchmarks.corpus.CorpusLines;
import io.nomadflink.benchmarks.corpus.CorpusServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Serves a recording again and again, each line when it is due. */
public final class PacedServer {
    private PacedServer() {}

    /** The recording, events per second, and how many events. */
    public static void main(String[] args) throws IOException {
        Path recording = Path.of(args[0]);
        double rate = Double.parseDouble(args[1]);
        long events = Long.parseLong(args[2]);
        CorpusServer.run((request, client) -> write(recording, rate, events, client));
    }

    /** Writes when it began, and then the stream. */
    static void write(Path recording, double rate, long events, SocketChannel client)
            throws IOException {
        CorpusLines lines = CorpusLines.of(recording, CorpusKind.FULL);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);
        Schedule schedule = new Schedule(System.nanoTime(), rate);
        System.out.println(schedule.began());
        for (long before = 0; before < events; ) {
            int more = lines.nextEvents();
            buffer.clear();
            buffer.put(lines.next()).flip();
            schedule.await(before);
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
            before += more;
        }
    }
}
