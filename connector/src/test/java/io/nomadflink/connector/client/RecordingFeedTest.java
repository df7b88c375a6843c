package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.Topic;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFeedTest {
    @TempDir Path directory;

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("events.ndjson"), text);
    }

    private static Collected read(Path file, Subscription wanted, long linesDone) {
        QuickClient clients = QuickClient.of("http://127.0.0.1:9");
        return Collected.of(clients, clients.client().replay(file, wanted, linesDone, () -> {}));
    }

    private static Collected read(Path file, long linesDone) {
        return read(file, Subscription.of("", "*", Map.of(Topic.ALL, Set.of())), linesDone);
    }

    private static Collected whole(Path file, long linesDone) throws Exception {
        return whole(read(file, linesDone));
    }

    private static Collected whole(Collected found) throws Exception {
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
    void leavesOutWhatIsNotWanted() throws Exception {
        Path file =
                file(
                        event(5, "Job", "web", "[]")
                                + event(6, "Node", "n", "[]")
                                + event(7, "Job", "x", "['web']")
                                + event(8, "Job", "y", "['z']"));

        try (Collected found = whole(read(file, of(Map.of(Topic.JOB, Set.of())), 0))) {
            assertThat(found.keys()).containsExactly("web", "x", "y");
        }
        try (Collected found = whole(read(file, of(Map.of(Topic.JOB, Set.of("web"))), 0))) {
            assertThat(found.keys()).containsExactly("web", "x");
            assertThat(found.of(StreamElement.NewFrame.class)).hasSize(2);
        }
    }

    private static Subscription of(Map<Topic, Set<String>> topics) {
        return Subscription.of("", "*", topics);
    }

    private static String event(long index, String topic, String key, String filterKeys) {
        return ("{'Index':%1$d,'Events':[{'Topic':'%2$s','Type':'t','Key':'%3$s','Namespace':'default',"
                        + "'FilterKeys':%4$s,'Index':%1$d,'Payload':{}}]}\n")
                .formatted(index, topic, key, filterKeys)
                .replace('\'', '"');
    }

    @Test
    void keepsWhatACaptureKnowsOfAGap() throws Exception {
        Inventory inventory =
                new Inventory("*", Map.of(new Inventory.JobName("default", "web"), 3L), 10);
        Path file =
                file(new String(CapturedLine.of(inventory, 42)) + "\n" + Collected.line(12, "a"));

        try (Collected found = whole(file, 0)) {
            assertThat(found.drain().get(0)).isEqualTo(new StreamElement.Listed(inventory, 1, 42));
            assertThat(found.keys()).containsExactly("a");
        }
    }

    /** Sorted as bytes, since each line begins with its time. */
    @Test
    void filesOfAnHourMayBeJoined() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long time = 1_800_000_000_000_000_000L + i;
            lines.add("{\"Captured\":" + time + "," + Collected.line(20 - i, "k" + i).substring(1));
        }
        List<String> sorted =
                lines.subList(4, 8).stream().sorted(Comparator.reverseOrder()).toList();
        Path hours = directory.resolve("day=2027-01-15");
        Files.createDirectories(hours.resolve("hour=08"));
        Files.writeString(
                hours.resolve("hour=08/part-z-0.ndjson"), String.join("", lines.subList(0, 4)));
        Files.writeString(
                hours.resolve("hour=08/part-a-1.ndjson"), String.join("", lines.subList(8, 12)));
        try (OutputStream out =
                new GZIPOutputStream(
                        Files.newOutputStream(hours.resolve("hour=08/joined.ndjson.gz")))) {
            out.write(sorted.stream().sorted().collect(Collectors.joining()).getBytes());
        }

        try (Collected found = whole(directory, 0)) {
            assertThat(found.keys())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 12).mapToObj(i -> "k" + i).toList());
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
