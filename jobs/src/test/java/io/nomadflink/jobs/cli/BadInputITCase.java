package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that is not as it should be ends a run with one line, or is left out. */
class BadInputITCase {
    private static final String FRAME =
            "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Type\":\"JobRegistered\",\"Key\":\"a\","
                    + "\"Namespace\":\"default\",\"FilterKeys\":null,\"Index\":7,\"Payload\":{\"Job\":{}}}]}\n";

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    garbage                          | line 2, not JSON
                    {"Index":8,"Events":             | line 2, not JSON
                    {"Index":"x","Events":[]}        | line 2, Index is not an integer
                    {"Index":8,"Events":{}}          | line 2, Events is not an array
                    {"Index":8,"Events":[{"Topic":1}]} | line 2, not text
                    [1]                              | line 2, not an object
                    """)
    void aLineThatIsNoFrameNamesItsPlace(String line, String named) throws IOException {
        Path recording = write("bad.ndjson", FRAME + line + "\n" + FRAME);

        Cli result = replay(recording);

        assertFailed(result);
        assertThat(result.err()).contains(recording.toString()).contains(named.split(", "));
    }

    @Test
    void halfALastLineIsLeftOut() throws IOException {
        assertThat(replay(write("half.ndjson", FRAME + FRAME.substring(0, 50))).status()).isZero();
        assertThat(replay(write("whole.ndjson", FRAME + FRAME.strip())).status()).isZero();
        assertThat(replay(write("empty.ndjson", "")).status()).isZero();
    }

    @Test
    void aCutOffPackedRecordingCountsUpToItsEnd() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed, true)) {
            out.write(FRAME.getBytes());
            out.flush();
            out.write(FRAME.getBytes());
        }
        Path file = directory.resolve("cut.ndjson.gz");
        Files.write(file, java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12));

        assertThat(replay(file).status()).isZero();
        assertThat(SourceCounters.events()).isPositive();
    }

    @Test
    void aPayloadOfWrongTypesIsLeftOut() throws IOException {
        String wrong =
                "{\"Index\":8,\"Events\":[{\"Topic\":\"Allocation\",\"Type\":\"AllocationUpdated\",\"Key\":\"x\","
                        + "\"Namespace\":\"default\",\"Payload\":{\"Allocation\":{\"ID\":[7],\"ClientStatus\":{}}}}]}\n";

        assertThat(replay(write("types.ndjson", FRAME + wrong + FRAME)).status()).isZero();
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Cli result = run("http://127.0.0.1:" + port);

        assertFailed(result);
        assertThat(result.err()).contains("127.0.0.1:" + port).contains("connection refused");
    }

    @Test
    void aServerThatIsNotNomad() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            Cli result = run("http://127.0.0.1:" + server.getAddress().getPort());

            assertFailed(result);
            assertThat(result.err()).contains("404").contains("is this a Nomad agent");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tlsToAPlainPort() {
        try (NomadSimulator nomad = NomadSimulator.builder().start()) {
            Cli result = run(nomad.address().replace("http:", "https:"));

            assertFailed(result);
            assertThat(result.err()).contains("TLS");
        }
    }

    @Test
    void plainHttpToATlsPort() throws Exception {
        try (NomadSimulator nomad =
                NomadSimulator.builder().tls(SelfSigned.context(directory)).start()) {
            Cli result = run(nomad.address().replace("https:", "http:"));

            assertFailed(result);
            assertThat(result.err()).contains("127.0.0.1:" + nomad.port());
        }
    }

    @Test
    void aTokenThatMayNotReadWhatIsToBeCaptured() throws IOException {
        try (NomadSimulator nomad =
                NomadSimulator.builder().token(AccessToken.reader("reader", "default")).start()) {
            Cli all = capture(nomad, "default");
            assertThat(all.status()).as(all.err()).isEqualTo(1);
            assertThat(all.err()).contains("topic * needs a management token");

            Cli some = capture(nomad, "team", "--topic", "Job");
            assertThat(some.status()).as(some.err()).isEqualTo(1);
            assertThat(some.err())
                    .contains("topic Job needs read-job")
                    .doesNotContain("topic Allocation");
        }
    }

    private Cli capture(NomadSimulator nomad, String namespace, String... more) throws IOException {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "capture",
                                "--address",
                                nomad.address(),
                                "--namespace",
                                namespace,
                                "--token-file",
                                write("token", "reader").toString(),
                                "--to",
                                "files:" + directory.resolve("captured")));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void aStateDirectoryThatCannotBe() throws IOException {
        Path file = write("file", "");

        Cli result =
                Cli.run(
                        "run",
                        "--replay",
                        write("a.ndjson", FRAME).toString(),
                        "--sink",
                        "print",
                        "--state",
                        file.resolve("state").toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--state " + file).contains("cannot be written");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aStateDirectoryInUse() throws IOException {
        Path state = directory.resolve("state");
        try (StateDirectory held = StateDirectory.open(state)) {
            Cli result =
                    Cli.run(
                            "run",
                            "--replay",
                            write("a.ndjson", FRAME).toString(),
                            "--sink",
                            "print",
                            "--state",
                            held.directory().toString());

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("--state " + state).contains("in use");
        }
    }

    private Cli replay(Path recording) {
        return Cli.run(
                "run",
                "--replay",
                recording.toString(),
                "--sink",
                "sqlite:" + directory.resolve("results.db"));
    }

    private static Cli run(String address) {
        return Cli.run("run", "--address", address, "--sink", "print");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static void assertFailed(Cli result) {
        assertThat(result.status()).as(result.err()).isEqualTo(1);
        assertThat(result.err().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("nomad-flink run: ").doesNotContain("Exception");
    }
}
