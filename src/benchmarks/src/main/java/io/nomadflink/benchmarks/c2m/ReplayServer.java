package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.corpus.CorpusServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Serves the run. */
public final class ReplayServer {
    private ReplayServer() {}

    /**
     * The recording that events are made of, how many allocations, how many of each job, whether
     * there are deployments.
     */
    public static void main(String[] args) throws IOException {
        Path recording = Path.of(args[0]);
        Scale scale =
                new Scale(
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Boolean.parseBoolean(args[3]));
        CorpusServer.run(body(recording, scale));
    }

    public static CorpusServer.Body body(Path recording, Scale scale) {
        return (request, client) -> write(new Replay(recording, scale), client);
    }

    private static void write(Replay replay, SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(0);
        while (replay.next()) {
            if (buffer.capacity() < replay.length()) {
                buffer = ByteBuffer.allocateDirect(2 * replay.length());
            }
            buffer.clear();
            buffer.put(replay.line(), 0, replay.length()).flip();
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        }
    }
}
