package io.nomadflink.connector.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.QuickClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.client.StreamObserver;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NomadSplitReaderTest {
    private static final SubscriptionSplit BUSY = split(Topic.ALLOCATION);
    private static final SubscriptionSplit QUIET = split(Topic.NODE);

    @TempDir Path directory;

    private NomadSimulator server;
    private NomadClient client;
    private NomadSplitReader reader;

    private static SubscriptionSplit split(Topic topic) {
        return SubscriptionSplit.of(Subscription.of("", "default", Map.of(topic, List.of())));
    }

    @BeforeEach
    void start() {
        server = NomadSimulator.builder().bufferSize(10_000).start();
        begin(QuickClient.of(server.address()).client());
    }

    private void begin(NomadClient with) {
        client = with;
        reader =
                new NomadSplitReader(
                        client,
                        new Start.Earliest(),
                        StreamOptions.REPORT,
                        id -> StreamObserver.NONE);
    }

    @AfterEach
    void stop() {
        reader.close();
        client.close();
        server.close();
    }

    private void add(SubscriptionSplit... splits) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
    }

    private void publish(int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Simulated.allocation("a" + index, index));
        }
    }

    private Map<String, List<String>> fetch() throws IOException {
        RecordsWithSplitIds<StreamElement> batch = reader.fetch();
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String split; (split = batch.nextSplit()) != null; ) {
            List<String> keys = found.computeIfAbsent(split, s -> new ArrayList<>());
            for (StreamElement element; (element = batch.nextRecordFromSplit()) != null; ) {
                for (StreamElement.NewFrame frame : element.frames()) {
                    frame.frame().events().stream().map(NomadEvent::key).forEach(keys::add);
                }
            }
        }
        batch.finishedSplits().forEach(split -> found.put(split + " finished", List.of()));
        batch.recycle();
        return found;
    }

    private List<String> fetch(String splitId, int count) throws Exception {
        List<String> keys = new ArrayList<>();
        Await.until(
                count + " events of " + splitId,
                () -> {
                    if (keys.size() < count) {
                        keys.addAll(fetch().getOrDefault(splitId, List.of()));
                    }
                    return keys.size() >= count;
                });
        return keys;
    }

    private CompletableFuture<Map<String, List<String>>> fetchInBackground() throws Exception {
        CompletableFuture<Map<String, List<String>>> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(fetch());
                            } catch (IOException e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        Await.until(
                "it waits", () -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
        return result;
    }

    @Test
    void aWakeUpBeforeTheFetchIsNotLost() throws Exception {
        reader.wakeUp();

        assertThat(fetch()).isEmpty();
    }

    @Test
    void aWakeUpEndsAFetchThatWaits() throws Exception {
        CompletableFuture<Map<String, List<String>>> waiting = fetchInBackground();
        assertThat(waiting).isNotDone();

        reader.wakeUp();

        assertThat(waiting.get()).isEmpty();
    }

    @Test
    void aWakeUpLosesNothing() throws Exception {
        add(BUSY);
        publish(1, 5);
        List<String> found = new ArrayList<>();
        Await.until(
                "five events",
                () -> {
                    reader.wakeUp();
                    found.addAll(fetch().getOrDefault(BUSY.splitId(), List.of()));
                    return found.size() == 5;
                });

        assertThat(found).containsExactly("a1", "a2", "a3", "a4", "a5");
    }

    @Test
    void aQuietSplitNeverDelaysABusyOne() throws Exception {
        add(QUIET, BUSY);
        Await.until("both are subscribed", () -> server.subscribers() == 2);
        publish(1, 3);
        assertThat(fetch(BUSY.splitId(), 3)).containsExactly("a1", "a2", "a3");

        publish(4, 4);

        assertThat(fetch(BUSY.splitId(), 1)).containsExactly("a4");
    }

    @Test
    void busySplitsTakeTurnsInBatchesOfOneSize() throws Exception {
        publish(1, 1_000);
        for (int index = 1_001; index <= 2_000; index++) {
            server.publish(index, Simulated.node("n" + index, index));
        }
        add(BUSY, QUIET);
        Map<String, List<String>> found = new LinkedHashMap<>();
        Await.until(
                "all events",
                () -> {
                    Map<String, List<String>> fetched = fetch();
                    assertThat(fetched.values().stream().mapToInt(List::size).sum())
                            .isLessThanOrEqualTo(256);
                    fetched.forEach(
                            (k, v) -> found.computeIfAbsent(k, x -> new ArrayList<>()).addAll(v));
                    return found.values().stream().mapToInt(List::size).sum() == 2_000;
                });

        assertThat(found.get(BUSY.splitId())).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(found.get(QUIET.splitId())).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void aSplitAddedLaterIsReadToo() throws Exception {
        add(BUSY);
        publish(1, 1);
        fetch(BUSY.splitId(), 1);
        server.publish(2, Simulated.node("n2", 2));
        add(QUIET);

        assertThat(fetch(QUIET.splitId(), 1)).containsExactly("n2");
    }

    @Test
    void aPausedSplitIsNotReadUntilResumed() throws Exception {
        add(BUSY, QUIET);
        publish(1, 1);
        fetch(BUSY.splitId(), 1);
        reader.pauseOrResumeSplits(List.of(BUSY), List.of());
        publish(2, 3);
        server.publish(4, Simulated.node("n4", 4));

        Map<String, List<String>> during = new LinkedHashMap<>();
        Await.until(
                "the other split's event",
                () -> {
                    fetch().forEach(
                                    (k, v) ->
                                            during.computeIfAbsent(k, x -> new ArrayList<>())
                                                    .addAll(v));
                    return during.getOrDefault(QUIET.splitId(), List.of()).contains("n4");
                });
        assertThat(during.getOrDefault(BUSY.splitId(), List.of())).isEmpty();

        reader.pauseOrResumeSplits(List.of(), List.of(BUSY));
        assertThat(fetch(BUSY.splitId(), 2)).containsExactly("a2", "a3");
    }

    @Test
    void pausingWhatIsNotThereIsNoError() throws Exception {
        reader.pauseOrResumeSplits(List.of(BUSY), List.of(QUIET));
        reader.pauseOrResumeSplits(List.of(), List.of(BUSY));
        reader.wakeUp();

        assertThat(fetch()).isEmpty();
    }

    @Test
    void aLargeBacklogComesInBatchesWithoutFurtherSignals() throws Exception {
        publish(1, 3000);
        add(BUSY);

        List<String> keys = fetch(BUSY.splitId(), 3000);

        assertThat(keys).hasSize(3000).doesNotHaveDuplicates().startsWith("a1").endsWith("a3000");
    }

    @Test
    void batchesAreBoundedByBytesAndHeldUntilTheyAreEmitted() throws Exception {
        long bound = 64 << 10;
        int count = 200;
        for (int index = 1; index <= count; index++) {
            server.publish(index, Simulated.allocation("a".repeat(2000) + index, index));
        }
        restart(QuickClient.of(server.address()).queue(bound).client());
        add(BUSY);
        List<RecordsWithSplitIds<StreamElement>> kept = new ArrayList<>();
        List<StreamElement.NewFrame> frames = new ArrayList<>();

        Await.until("most of the bound is handed over", () -> keep(kept, frames) > bound / 2);
        for (int more = 0; more < 20; more++) {
            keep(kept, frames);
        }

        assertThat(bytes(frames)).isLessThan(bound);
        kept.forEach(RecordsWithSplitIds::recycle);
        assertThat(fetch(BUSY.splitId(), count - frames.size())).hasSize(count - frames.size());
    }

    private void restart(NomadClient with) {
        reader.close();
        client.close();
        begin(with);
    }

    /** Fetches once, and gives nothing back. */
    private long keep(
            List<RecordsWithSplitIds<StreamElement>> kept, List<StreamElement.NewFrame> all)
            throws IOException {
        reader.wakeUp();
        RecordsWithSplitIds<StreamElement> batch = reader.fetch();
        kept.add(batch);
        List<StreamElement.NewFrame> frames = new ArrayList<>();
        while (batch.nextSplit() != null) {
            for (StreamElement element; (element = batch.nextRecordFromSplit()) != null; ) {
                frames.addAll(element.frames());
            }
        }
        assertThat(bytes(frames)).isLessThan((64 << 10) / 8 + 4000);
        all.addAll(frames);
        return bytes(all);
    }

    private static long bytes(List<StreamElement.NewFrame> frames) {
        return frames.stream().mapToLong(frame -> frame.frame().bytes()).sum();
    }

    @Test
    void recordingsFinish() throws Exception {
        Path file = directory.resolve("events.ndjson");
        Files.writeString(file, "{\"Index\":1,\"Events\":[{\"Topic\":\"Job\",\"Key\":\"k\"}]}\n");
        add(SubscriptionSplit.ofRecording(file.toString()), BUSY);
        List<String> keys = new ArrayList<>();
        Await.until(
                "the end",
                () -> {
                    Map<String, List<String>> found = fetch();
                    keys.addAll(found.getOrDefault(file.toString(), List.of()));
                    return found.containsKey(file + " finished");
                });

        assertThat(keys).containsExactly("k");
        publish(1, 1);
        assertThat(fetch(BUSY.splitId(), 1)).containsExactly("a1");
    }

    @Test
    void whatCannotBeReadFailsTheFetch() {
        add(SubscriptionSplit.ofRecording(directory.resolve("missing").toString()));

        assertThatThrownBy(
                        () -> {
                            while (true) {
                                fetch();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void closingLeavesNothingAndMayBeRepeated() throws Exception {
        add(BUSY, QUIET);
        Await.until("both are subscribed", () -> server.subscribers() == 2);

        reader.close();
        reader.close();

        Await.until(
                "no thread is left",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(t -> t.getName().startsWith("nomad-stream")));
    }
}
