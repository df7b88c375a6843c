package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FeedQueueTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger signals = new AtomicInteger();
    private final FeedQueue queue = new FeedQueue(1000, Overflow.none(), signals::incrementAndGet);

    private static FeedItem.Line line(int length) {
        return new FeedItem.Line(new byte[length], 0, 0);
    }

    /** Polls an item and is done with it. */
    private void deal() {
        assertThat(queue.poll()).isNotNull();
        queue.receipt().run();
    }

    @Test
    void takesItemsUpToItsBoundInBytes() throws Exception {
        assertThat(queue.put(line(400), NOT_AT_ALL)).isTrue();
        assertThat(queue.put(line(400), NOT_AT_ALL)).isTrue();
        assertThat(queue.put(line(400), NOT_AT_ALL)).isFalse();

        assertThat(queue.bytes()).isBetween(800L, 1000L);
        deal();
        assertThat(queue.put(line(400), NOT_AT_ALL)).isTrue();
    }

    @Test
    void anItemAboveTheBoundPassesAlone() throws Exception {
        assertThat(queue.put(line(5000), NOT_AT_ALL)).isTrue();
        assertThat(queue.put(line(1), NOT_AT_ALL)).isFalse();

        deal();
        assertThat(queue.put(line(1), NOT_AT_ALL)).isTrue();
        assertThat(queue.put(line(5000), NOT_AT_ALL)).isFalse();
    }

    @Test
    void whatWasPolledIsHeldUntilItsReceiptComesBack() throws Exception {
        queue.put(line(400), NOT_AT_ALL);
        queue.put(line(400), NOT_AT_ALL);
        queue.poll();
        Runnable first = queue.receipt();
        queue.poll();
        Runnable second = queue.receipt();
        assertThat(queue.bytes()).isEqualTo(928);
        assertThat(queue.put(line(400), NOT_AT_ALL)).isFalse();

        second.run();
        assertThat(queue.bytes()).isEqualTo(464);
        first.run();
        queue.receipt().run();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void keepsTheOrder() throws Exception {
        FeedItem first = line(1);
        FeedItem second = new FeedItem.Heartbeat(2);
        FeedItem third = line(3);
        queue.put(first, LONG);
        queue.tell(second);
        queue.put(third, LONG);

        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isSameAs(third);
        assertThat(queue.poll()).isNull();
        queue.receipt().run();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void saysOnlyOnceThatItIsNoLongerEmpty() throws Exception {
        queue.put(line(1), LONG);
        queue.tell(new FeedItem.Heartbeat(0));
        queue.put(line(1), LONG);
        assertThat(signals).hasValue(1);

        while (queue.poll() != null) {
            assertThat(signals).hasValue(1);
        }
        queue.tell(new FeedItem.Heartbeat(0));
        assertThat(signals).hasValue(2);
    }

    @Test
    void tellsEvenWhenFull() throws Exception {
        queue.put(line(5000), LONG);
        queue.tell(new FeedItem.Disconnected(FeedItem.Cause.STALLED, ""));

        queue.poll();
        assertThat(queue.poll()).isInstanceOf(FeedItem.Disconnected.class);
    }

    @Test
    void aWaitingPutGoesOnWhenThereIsRoom() throws Exception {
        queue.put(line(900), LONG);
        CompletableFuture<Boolean> waiting = inBackground(() -> queue.put(line(500), LONG));
        assertThat(waiting).isNotDone();

        deal();

        assertThat(waiting.get()).isTrue();
        assertThat(queue.poll().bytes()).isGreaterThan(500);
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        queue.put(line(900), LONG);
        CompletableFuture<Boolean> put = inBackground(() -> queue.put(line(900), LONG));
        CompletableFuture<Boolean> half = inBackground(() -> queue.awaitHalfEmpty(LONG));
        CompletableFuture<Boolean> sleep = inBackground(() -> queue.sleep(LONG));

        queue.close();

        assertThat(put.get()).isFalse();
        assertThat(half.get()).isFalse();
        assertThat(sleep.get()).isFalse();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.put(line(1), LONG)).isFalse();
    }

    @Test
    void waitsUntilHalfOfItIsFree() throws Exception {
        queue.put(line(300), LONG);
        queue.put(line(300), LONG);
        assertThat(queue.awaitHalfEmpty(NOT_AT_ALL)).isFalse();
        CompletableFuture<Boolean> waiting = inBackground(() -> queue.awaitHalfEmpty(LONG));

        deal();

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void sleepIsNotCutShortByConsumption() throws Exception {
        long before = System.nanoTime();
        CompletableFuture<Boolean> sleep = inBackground(() -> queue.sleep(Duration.ofMillis(200)));
        queue.put(line(1), LONG);
        deal();

        assertThat(sleep.get()).isTrue();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000L);
    }

    /** Something that may be interrupted. */
    private interface Action {
        boolean run() throws InterruptedException;
    }

    private static CompletableFuture<Boolean> inBackground(Action action) throws Exception {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(action.run());
                            } catch (InterruptedException e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        Await.until(
                "the thread waits",
                () -> thread.getState() == Thread.State.TIMED_WAITING || result.isDone());
        return result;
    }
}
