package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFeedTest {
    @TempDir Path directory;

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("events.ndjson"), text);
    }

    private static Collected read(Path file, long linesDone) {
        QuickClient clients = QuickClient.of("http://127.0.0.1:9");
        return Collected.of(clients, clients.client().replay(file, linesDone, () -> {}));
    }

    private static Collected whole(Path file, long linesDone) throws Exception {
        Collected found = read(file, linesDone);
        Await.until(
                "the end",
                () -> {
                    found.drain();
                    return found.feed().isFinished();
                });
        return found;
    }

    @Test
    void numbersLinesWithHeartbeatsAndLeavesThemOut() throws Exception {
        Path file = file("{}\n" + Collected.line(5, "a") + "{}\n\n" + Collected.line(6, "b", "c"));

        try (Collected found = whole(file, 0)) {
            assertThat(found.keys()).containsExactly("a", "b", "c");
            assertThat(found.of(StreamElement.NewFrame.class))
                    .extracting(StreamElement.NewFrame::line)
                    .containsExactly(2L, 5L);
            assertThat(found.drain()).hasSize(2);
        }
    }

    @Test
    void goesOnAfterTheLinesDone() throws Exception {
        Path file = file(Collected.line(5, "a") + "{}\n" + Collected.line(6, "b"));

        try (Collected found = whole(file, 1)) {
            assertThat(found.keys()).containsExactly("b");
        }
        try (Collected found = whole(file, 3)) {
            assertThat(found.keys()).isEmpty();
        }
    }

    @Test
    void knowsGzipByItsContent() throws Exception {
        Path file = directory.resolve("events.ndjson");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(Collected.line(5, "a").getBytes());
        }

        try (Collected found = whole(file, 0)) {
            assertThat(found.keys()).containsExactly("a");
        }
    }

    @Test
    void anEmptyFileHasNoEvents() throws Exception {
        try (Collected found = whole(file(""), 0)) {
            assertThat(found.drain()).isEmpty();
        }
    }

    @Test
    void aLastLineWithoutNewlineCountsIfItIsWhole() throws Exception {
        Path file = file(Collected.line(5, "a") + Collected.line(6, "b").strip());

        try (Collected found = whole(file, 0)) {
            assertThat(found.keys()).containsExactly("a", "b");
        }
    }

    @Test
    void aLastLineThatWasCutDoesNotCount() throws Exception {
        Path file = file(Collected.line(5, "a") + Collected.line(6, "b").substring(0, 30));

        try (Collected found = whole(file, 0)) {
            assertThat(found.keys()).containsExactly("a");
        }
    }

    @Test
    void whatIsThereOfACutGzipFileCounts() throws Exception {
        Path file = directory.resolve("cut.ndjson.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file), true)) {
            out.write(Collected.line(5, "a").getBytes());
            out.flush();
            byte[] cut = Files.readAllBytes(file);
            out.close();
            Files.write(file, cut);
        }

        try (Collected found = whole(file, 0)) {
            assertThat(found.keys()).containsExactly("a");
        }
    }

    @Test
    void aWrongLineIsNamed() throws Exception {
        Path file = file(Collected.line(5, "a") + "{\"Index\":\"secret\",\"Events\":[]}\n");

        try (Collected found = read(file, 0)) {
            assertThat(found.failure())
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("line 2")
                    .hasMessageContaining("Index is not an integer")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aMissingOrBrokenFileIsNamed() throws Exception {
        Path missing = directory.resolve("missing.ndjson");
        try (Collected found = read(missing, 0)) {
            assertThat(found.failure()).hasMessageContaining("missing.ndjson");
        }
        Path broken = directory.resolve("broken.ndjson.gz");
        Files.write(broken, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7});
        try (Collected found = read(broken, 0)) {
            assertThat(found.failure()).hasMessageContaining("broken.ndjson.gz");
        }
    }

    @Test
    void theQueueIsBoundedAndClosingEndsTheThread() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < 3000; i++) {
            text.append(Collected.line(i, "key"));
        }
        FeedQueue queue = new FeedQueue(5000, Overflow.none(), () -> {});
        RecordingFeed feed = new RecordingFeed(file(text.toString()), 0, 100_000, queue);
        feed.start();
        Await.until("it is full", () -> queue.bytes() > 4500);
        assertThat(queue.bytes()).isLessThanOrEqualTo(5000);

        feed.close();
        feed.close();

        Await.until(
                "the thread ends",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(t -> t.getName().startsWith("nomad-recording")));
    }
}
