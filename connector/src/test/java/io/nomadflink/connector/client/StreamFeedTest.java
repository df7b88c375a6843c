package io.nomadflink.connector.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.ScriptedServer;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a subscription lives through what servers do, word for word. */
class StreamFeedTest {
    private static final Start EARLIEST = new Start.Earliest();

    private final CountDownLatch testEnds = new CountDownLatch(1);
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws Exception {
        testEnds.countDown();
        server.close();
    }

    private QuickClient clients() {
        return QuickClient.of(server.address());
    }

    private Collected collect(QuickClient clients) {
        return Collected.of(clients, EARLIEST, Topic.EVALUATION);
    }

    private ScriptedServer.Script hanging(String... texts) {
        return out -> {
            for (String text : texts) {
                write(out, text);
            }
            testEnds.await();
        };
    }

    private static void write(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static String line(long index, String... keys) {
        return Collected.line(index, keys);
    }

    @Test
    void aHalfLineIsNoLineAndComesWholeAfterwards() throws Exception {
        String half = line(6, "b").substring(0, 40);
        server.stream("{}\n" + line(5, "a"), half);
        server.stream(hanging("{}\n", line(5, "a"), line(6, "b")));

        try (Collected found = collect(clients())) {
            assertThat(found.await(2).keys()).containsExactly("a", "b");
        }
        assertThat(server.streams()).element(1).asString().contains("index=5&");
    }

    @Test
    void partingWordsAreNotTakenForALine() throws Exception {
        List<FeedItem.Cause> causes = new CopyOnWriteArrayList<>();
        server.stream("{}\n" + line(5, "a"), "event dropped from buffer");
        server.stream(hanging("{}\n", line(5, "a"), line(6, "b")));
        StreamObserver observer =
                new StreamObserver() {
                    @Override
                    public void disconnected(FeedItem.Cause cause) {
                        causes.add(cause);
                    }
                };

        try (Collected found =
                Collected.of(
                        clients(), EARLIEST, observer, Collected.subscription(Topic.EVALUATION))) {
            assertThat(found.await(2).keys()).containsExactly("a", "b");
        }
        assertThat(causes).containsExactly(FeedItem.Cause.CLOSED);
    }

    @Test
    void chunksMayBeCutAnywhere() throws Exception {
        String text = "{}\n" + line(5, "ä") + "{}\n" + line(6, "b");
        server.raw(
                out -> {
                    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    byte[] bytes = text.getBytes(UTF_8);
                    for (byte one : bytes) {
                        out.write("1\r\n".getBytes(US_ASCII));
                        out.write(one);
                        write(out, "\r\n");
                    }
                    testEnds.await();
                });

        try (Collected found = collect(clients())) {
            assertThat(found.await(2).keys()).containsExactly("ä", "b");
        }
    }

    @Test
    void aSilentStreamIsLeftAndResumed() throws Exception {
        List<FeedItem.Cause> causes = new CopyOnWriteArrayList<>();
        server.stream(hanging("{}\n", line(5, "a")));
        server.stream(hanging("{}\n", line(5, "a"), line(6, "b")));
        StreamObserver observer =
                new StreamObserver() {
                    @Override
                    public void disconnected(FeedItem.Cause cause) {
                        causes.add(cause);
                    }
                };

        try (Collected found =
                Collected.of(
                        clients().idle(Duration.ofMillis(300)),
                        EARLIEST,
                        observer,
                        Collected.subscription(Topic.EVALUATION))) {
            assertThat(found.await(2).keys()).containsExactly("a", "b");
        }
        assertThat(causes).startsWith(FeedItem.Cause.SILENT);
    }

    @Test
    void heartbeatsKeepAQuietStreamAlive() throws Exception {
        server.stream(
                out -> {
                    write(out, "{}\n" + line(5, "a"));
                    for (int i = 0; i < 12; i++) {
                        testEnds.await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
                        write(out, "{}\n");
                    }
                    write(out, line(6, "b"));
                    testEnds.await();
                });

        try (Collected found = collect(clients().idle(Duration.ofMillis(400)))) {
            assertThat(found.await(2).keys()).containsExactly("a", "b");
        }
        assertThat(server.streams()).hasSize(1);
    }

    @Test
    void theSecondHeartbeatSaysCaughtUpNotTheFirst() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        server.stream(
                out -> {
                    write(out, "{}\n" + line(5, "a"));
                    second.await();
                    write(out, "{}\n");
                    testEnds.await();
                });

        try (Collected found = collect(clients())) {
            found.await(1);
            assertThat(found.of(StreamElement.CaughtUp.class)).isEmpty();
            second.countDown();
            Await.until("caught up", () -> !found.of(StreamElement.CaughtUp.class).isEmpty());
        }
    }

    @Test
    void garbageIsCountedAndAskedForAgain() throws Exception {
        AtomicInteger malformed = new AtomicInteger();
        server.stream(hanging("{}\n", line(5, "a"), "<html>\n", line(6, "x")));
        server.stream(hanging("{}\n", line(5, "a"), line(6, "b")));
        StreamObserver observer =
                new StreamObserver() {
                    @Override
                    public void malformed() {
                        malformed.incrementAndGet();
                    }
                };

        try (Collected found =
                Collected.of(
                        clients(), EARLIEST, observer, Collected.subscription(Topic.EVALUATION))) {
            assertThat(found.await(2).keys()).containsExactly("a", "b");
        }
        assertThat(malformed).hasValue(1);
    }

    @Test
    void garbageAtTheSamePlaceEachTimeIsAnErrorThatShowsNoContent() throws Exception {
        for (int i = 0; i < 10; i++) {
            server.stream(hanging("{}\n", line(5, "a"), "{\"Index\":6,\"Events\":\"secret\"}\n"));
        }

        try (Collected found = collect(clients())) {
            assertThat(found.failure())
                    .hasMessageContaining("after index 5")
                    .hasMessageContaining("3 times in a row")
                    .hasMessageContaining("Events is not an array")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aLineAboveTheCeilingIsAClearError() throws Exception {
        server.stream(hanging("{}\n", line(5, "a"), line(6, "x".repeat(200_000))));

        try (Collected found = collect(clients().maxLine(100_000))) {
            assertThat(found.failure())
                    .hasMessageContaining("longer than 100000 bytes")
                    .hasMessageContaining("nomad.max-line-size");
        }
    }

    @Test
    void lineOf64MiBPassesAQueueOf16MiB() throws Exception {
        byte[] padding = "x".repeat(1 << 20).getBytes(US_ASCII);
        String[] halves = line(6, "!").split("!");
        server.stream(
                out -> {
                    write(out, "{}\n" + line(5, "a") + halves[0]);
                    for (int i = 0; i < 64; i++) {
                        out.write(padding);
                    }
                    write(out, halves[1] + line(7, "c"));
                    testEnds.await();
                });

        try (Collected found = collect(clients().queue(16 << 20))) {
            found.await(3);
            assertThat(found.events().get(1).key()).hasSize(64 << 20);
            assertThat(found.events().get(2).key()).isEqualTo("c");
        }
    }

    @Test
    void leavesBeforeTheServerCutsASlowReaderAndComesBack() throws Exception {
        List<FeedItem.Cause> causes = new CopyOnWriteArrayList<>();
        StreamObserver observer =
                new StreamObserver() {
                    @Override
                    public void disconnected(FeedItem.Cause cause) {
                        causes.add(cause);
                    }
                };
        String a = "a".repeat(600);
        server.stream(hanging("{}\n", line(5, a), line(6, "b" + a), line(7, "c" + a)));
        server.stream(hanging("{}\n", line(6, "b" + a), line(7, "c" + a)));

        try (Collected found =
                Collected.of(
                        clients().queue(2000).stall(Duration.ofMillis(100)),
                        EARLIEST,
                        observer,
                        Collected.subscription(Topic.EVALUATION))) {
            Await.until("a place in the queue is missing", () -> server.streams().size() == 1);
            testEnds.await(500, java.util.concurrent.TimeUnit.MILLISECONDS);
            assertThat(server.streams()).hasSize(1);

            assertThat(found.await(3).keys()).containsExactly(a, "b" + a, "c" + a);
        }
        assertThat(causes).containsExactly(FeedItem.Cause.STALLED);
        assertThat(server.streams()).element(1).asString().contains("index=6&");
    }

    @Test
    void whatWasSpooledAndCannotBeReadIsAskedForAgain(@TempDir Path directory) throws Exception {
        String a = "a".repeat(600);
        String[] lines = {
            "{}\n", line(5, a), line(6, "b" + a), line(7, "c" + a), line(8, "d" + a), line(9, "e")
        };
        server.stream(hanging(lines));
        server.stream(hanging("{}\n", lines[2], lines[3], lines[4], lines[5]));

        try (Collected found = collect(clients().queue(2000).spool(directory, 100_000))) {
            Await.until("the rest is spooled", () -> spooled(directory) > 1500);
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".lines")).toList()) {
                    Files.write(file, new byte[0]);
                }
            }

            assertThat(found.await(5).keys()).containsExactly(a, "b" + a, "c" + a, "d" + a, "e");
        }
        assertThat(server.streams()).hasSize(2);
    }

    private static long spooled(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".lines")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void asksForAPositionWithItsIndex() throws Exception {
        server.stream(hanging("{}\n", line(41, "a")));

        try (Collected found =
                Collected.of(
                        clients(), new Start.Resume(Position.at(41), Set.of()), Topic.EVALUATION)) {
            assertThat(found.await(1).keys()).containsExactly("a");
        }
        assertThat(server.streams()).element(0).asString().contains("index=41&");
    }

    @Test
    void latestAsksForNothingOldAndDropsTheTail() throws Exception {
        server.tableIndex(50);
        server.stream(hanging("{}\n", line(50, "tail"), line(51, "new")));

        try (Collected found = Collected.of(clients(), new Start.Latest(), Topic.EVALUATION)) {
            assertThat(found.await(1).keys()).containsExactly("new");
        }
        assertThat(server.streams()).element(0).asString().contains("index=9223372036854775807&");
    }

    @Test
    void anErrorInTheReadingThreadIsNoHang() throws Exception {
        server.stream(hanging("{}\n", line(5, "a")));
        AtomicInteger calls = new AtomicInteger();
        NomadClient client = clients().client();
        ElementFeed feed =
                client.subscribe(
                        "test",
                        Collected.subscription(Topic.EVALUATION),
                        EARLIEST,
                        StreamOptions.REPORT,
                        () -> {
                            if (calls.incrementAndGet() == 1) {
                                throw new NoClassDefFoundError("no more memory, say");
                            }
                        },
                        StreamObserver.NONE);

        try (Collected found = Collected.of(clients(), feed)) {
            assertThat(found.failure()).hasMessageContaining("no more memory, say");
        } finally {
            client.close();
        }
    }

    @Test
    void closingIsPromptWhateverTheThreadWaitsFor() throws Exception {
        server.stream(hanging("{}\n", line(5, "a")));
        Collected reading = collect(clients());
        reading.await(1);
        server.stream(hanging());
        Collected opening = collect(clients().open(Duration.ofMinutes(5)));
        Await.until("both are connected", () -> server.streams().size() == 2);
        Collected waiting =
                collect(
                        QuickClient.of("http://127.0.0.1:9")
                                .backoff(Duration.ofMinutes(5), Duration.ofMinutes(5)));

        reading.close();
        opening.close();
        waiting.close();
        reading.close();

        Await.until("no thread is left", () -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("nomad-"))
                .filter(t -> !t.getName().startsWith("nomad-simulator"))
                .count();
    }
}
