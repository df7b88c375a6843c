package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue whose lines go to the disk when they do not fit. */
class SpooledQueueTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final int LIMIT = 1000;
    private static final int SPOOL = 10_000;

    @TempDir Path temporary;

    private final AtomicInteger signals = new AtomicInteger();
    private FeedQueue queue;

    @BeforeEach
    void start() throws IOException {
        Spool spool = Spool.open(new SpoolSettings(temporary.toString(), SPOOL));
        queue = new FeedQueue(LIMIT, Overflow.into(spool), signals::incrementAndGet);
    }

    @AfterEach
    void stop() {
        queue.close();
        assertThat(files()).isEmpty();
    }

    private List<Path> files() {
        if (!Files.exists(temporary)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(temporary)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> segments() {
        return files().stream().filter(file -> file.toString().endsWith(".lines")).toList();
    }

    private boolean put(int number, int length) throws InterruptedException {
        return queue.put(new FeedItem.Line(new byte[length], 0, number), NOT_AT_ALL);
    }

    /** So many lines of 400 bytes, of which two fit into memory. */
    private void fill(int lines) throws InterruptedException {
        for (int i = 0; i < lines; i++) {
            assertThat(put(i, 400)).isTrue();
        }
    }

    private static String word(FeedItem item) {
        return item instanceof FeedItem.Line line
                ? String.valueOf(line.arrivalNanos())
                : item.getClass().getSimpleName();
    }

    /** All that comes, each item dealt with at once. */
    private List<String> drain() {
        List<String> words = new ArrayList<>();
        for (FeedItem item; (item = queue.poll()) != null; queue.receipt().run()) {
            words.add(word(item));
        }
        return words;
    }

    @Test
    void comesInOrderWithWhatHappenedInItsPlace() throws Exception {
        fill(4);
        queue.put(new FeedItem.Heartbeat(0), NOT_AT_ALL);
        queue.tell(new FeedItem.Disconnected(FeedItem.Cause.CLOSED, ""));
        put(4, 400);

        assertThat(queue.bytes()).isLessThanOrEqualTo(LIMIT + 200);
        assertThat(queue.spooledBytes()).isEqualTo(3 * 412);
        assertThat(drain()).containsExactly("0", "1", "2", "3", "Heartbeat", "Disconnected", "4");
        assertThat(queue.bytes()).isZero();
        assertThat(queue.spooledBytes()).isZero();
        assertThat(segments()).isEmpty();
    }

    @Test
    void whatIsReadIsRemovedThoughMoreComes() throws Exception {
        for (int number = 0; number < 200; number++) {
            assertThat(put(number, 400)).isTrue();
            if (number >= 10) {
                assertThat(queue.poll()).isNotNull();
                queue.receipt().run();
            }
        }
        assertThat(segments()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void isBoundedToo() throws Exception {
        int taken = 0;
        while (put(taken, 400)) {
            taken++;
        }

        assertThat(queue.spooledBytes()).isBetween(SPOOL - 412L, (long) SPOOL);
        assertThat(queue.bytes()).isLessThanOrEqualTo(LIMIT);
        assertThat(drain()).hasSize(taken);
    }

    @Test
    void whatIsOnItsWayIsBoundedWhenReadingToo() throws Exception {
        fill(10);
        List<FeedItem> onTheirWay = new ArrayList<>();
        for (FeedItem item; (item = queue.poll()) != null; ) {
            onTheirWay.add(item);
        }

        assertThat(onTheirWay).hasSize(2);
        assertThat(queue.isEmpty()).isTrue();
        int before = signals.get();
        queue.receipt().run();
        assertThat(signals).hasValue(before + 1);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(drain()).hasSize(8);
    }

    @Test
    void halfOfTheSpoolIsEnoughToComeBack() throws Exception {
        while (put(0, 400)) {}
        assertThat(queue.awaitHalfEmpty(NOT_AT_ALL)).isFalse();

        // two of memory, and two segments of ten
        for (int i = 0; i < 22; i++) {
            queue.poll();
            queue.receipt().run();
        }
        assertThat(queue.awaitHalfEmpty(NOT_AT_ALL)).isTrue();
    }

    @Test
    void aDiskThatFailsMeansMemoryOnly() throws Exception {
        fill(4);
        removeAll();
        int taken = 4;
        while (put(taken, 400)) {
            taken++;
        }

        assertThat(taken).isBetween(5, 14);
        List<String> words = drain();
        assertThat(words).hasSize(taken).endsWith(String.valueOf(taken - 1));
        fill(2);
        assertThat(put(2, 400)).isFalse();
        assertThat(drain()).hasSize(2);
    }

    private void removeAll() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void whatCannotBeReadIsSaidToBeLost() throws Exception {
        fill(6);
        for (Path segment : segments()) {
            try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                file.truncate(500);
            }
        }
        queue.tell(new FeedItem.Disconnected(FeedItem.Cause.SPOOL, ""));

        assertThat(drain()).containsExactly("0", "1", "2", "Lost", "Disconnected");
        assertThat(segments()).isEmpty();
        fill(2);
        assertThat(drain()).hasSize(2);
    }

    @Test
    void aDirectoryThatCannotBeHadMeansNoSpool() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        FeedQueue without =
                new FeedQueue(
                        LIMIT, Overflow.of(new SpoolSettings(file.toString(), SPOOL)), () -> {});
        assertThat(without.put(new FeedItem.Line(new byte[900], 0, 0), NOT_AT_ALL)).isTrue();
        assertThat(without.put(new FeedItem.Line(new byte[900], 0, 0), NOT_AT_ALL)).isFalse();
        Files.delete(file);
    }
}
