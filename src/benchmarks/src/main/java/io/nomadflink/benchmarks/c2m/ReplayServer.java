package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.corpus.CorpusServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Serves the run. */
final class ReplayServer {
    private ReplayServer() {}

    /** The recording that events are made of, and how many allocations. */
    public static void main(String[] args) throws IOException {
        Path recording = Path.of(args[0]);
        Scale scale = new Scale(Integer.parseInt(args[1]));
        CorpusServer.run(client -> write(new Replay(recording, scale), client));
    }

    private static void write(Replay replay, SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(replay.line().length);
        while (replay.next()) {
            buffer.clear();
            buffer.put(replay.line(), 0, replay.length()).flip();
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        }
    }
}
