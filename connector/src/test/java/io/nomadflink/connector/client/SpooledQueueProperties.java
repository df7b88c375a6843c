package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** A queue that spools is a plain queue, whatever its two sides do. */
class SpooledQueueProperties {
    private static final int LIMIT = 2000;
    private static final int LONGEST = 999;

    private Path temporary;

    @BeforeProperty
    void makeDirectory() throws IOException {
        temporary = Files.createTempDirectory("spooled-queue");
    }

    @AfterProperty
    void removeDirectory() throws IOException {
        Files.delete(temporary);
    }

    /** The queue, and a plain one that takes the same. */
    private final class Both {
        private final FeedQueue queue;
        private final Queue<FeedItem> plain = new ArrayDeque<>();
        private final List<Runnable> receipts = new ArrayList<>();
        private final int spool;
        private int number;

        Both(int spool) throws IOException {
            this.spool = spool;
            queue =
                    new FeedQueue(
                            LIMIT,
                            Overflow.into(
                                    Spool.open(new SpoolSettings(temporary.toString(), spool))),
                            () -> {});
        }

        void act(int action) throws InterruptedException {
            if (action < 1000) {
                put(line(action));
            } else if (action < 1100) {
                put(new FeedItem.Heartbeat(number++));
            } else if (action < 1800) {
                poll();
            } else if (action < 1900) {
                receipts.add(queue.receipt());
            } else {
                giveBack();
            }
            assertThat(queue.bytes()).isLessThanOrEqualTo(LIMIT + LONGEST + 64L * (number + 1));
            assertThat(queue.spooledBytes()).isLessThanOrEqualTo(spool);
        }

        private FeedItem line(int length) {
            byte[] content = new byte[4 + length];
            ByteBuffer.wrap(content).putInt(number);
            return new FeedItem.Line(content, 0, number++);
        }

        private void put(FeedItem item) throws InterruptedException {
            if (queue.put(item, Duration.ZERO)) {
                plain.add(item);
            }
        }

        private boolean poll() {
            FeedItem item = queue.poll();
            if (item == null) {
                return false;
            }
            same(item, plain.remove());
            return true;
        }

        private static void same(FeedItem found, FeedItem expected) {
            if (expected instanceof FeedItem.Line line) {
                assertThat(found).isInstanceOf(FeedItem.Line.class);
                assertThat(((FeedItem.Line) found).content()).isEqualTo(line.content());
                assertThat(((FeedItem.Line) found).arrivalNanos()).isEqualTo(line.arrivalNanos());
            } else {
                assertThat(found).isSameAs(expected);
            }
        }

        private void giveBack() {
            receipts.forEach(Runnable::run);
            receipts.clear();
        }

        void drain() {
            do {
                giveBack();
                receipts.add(queue.receipt());
                giveBack();
            } while (poll());
            assertThat(plain).isEmpty();
            assertThat(queue.bytes()).isZero();
            assertThat(queue.spooledBytes()).isZero();
        }
    }

    @Property(tries = 150)
    void keepsOrderAndContentAndLeavesNothing(
            @ForAll @Size(max = 400) List<@IntRange(max = 1999) Integer> actions,
            @ForAll @IntRange(min = 1, max = 40_000) int spool)
            throws Exception {
        Both both = new Both(spool);
        for (int action : actions) {
            both.act(action);
        }
        both.drain();
        both.queue.close();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }
}
