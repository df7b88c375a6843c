package io.nomadflink.benchmarks.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.benchmarks.Recording;
import io.nomadflink.benchmarks.corpus.Corpus;
import io.nomadflink.benchmarks.corpus.CorpusKind;
import io.nomadflink.benchmarks.corpus.CorpusServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way sees every event of a stream, and says so: a pass that does not is no result. */
class WaysITCase {
    @TempDir static Path directory;

    private static Corpus corpus;
    private static int port;

    @BeforeAll
    static void serve() throws IOException {
        corpus = Corpus.make(Recording.FILE, directory, CorpusKind.SMALL, 1);
        port = CorpusServer.start((request, client) -> CorpusServer.write(corpus.file(), client));
    }

    @Test
    void theServerSendsTheFileAsItIs() throws IOException {
        try (PlainSocket socket = new PlainSocket(stream(corpus.events()));
                InputStream file = Files.newInputStream(corpus.file())) {
            assertThat(socket.in().readNBytes((int) corpus.bytes())).isEqualTo(file.readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw",
                "parse",
                "client",
                "client-typed",
                "source-lazy",
                "source-typed",
                "jobs-sqlite"
            })
    void countsEveryEvent(String way) throws Exception {
        Meter meter = new Meter(corpus.events());
        try (Way consumer = Ways.of(way, stream(corpus.events()))) {
            consumer.consume(meter);
        }

        assertThat(meter.events()).isEqualTo(corpus.events());
        assertThat(meter.result().seconds()).isPositive();
        assertThat(Pass.of(meter.result().written())).isEqualTo(meter.result());
    }

    @Test
    void aPassWithTheWrongNumberOfEventsIsNoResult() throws Exception {
        Meter meter = new Meter(0);

        try (Way consumer = Ways.of("source-lazy", stream(1))) {
            assertThatThrownBy(() -> consumer.consume(meter))
                    .hasMessageContaining("instead of 0 events");
        }
    }

    @Test
    void anUnknownWayIsNamed() {
        assertThatThrownBy(() -> Ways.of("teleport", stream(1))).hasMessageContaining("teleport");
    }

    private static Stream stream(long events) {
        return new Stream(port, events, corpus.bytes(), directory.toString(), "");
    }
}
