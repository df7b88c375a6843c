package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.client.ElementFeed;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.client.StreamObserver;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Collects what the feeds of all splits have read. Each feed has a thread and a queue of its own,
 * so a quiet split never delays a busy one; a paused split is not asked, until its feed disconnects
 * on purpose.
 */
@Internal
public final class NomadSplitReader implements SplitReader<StreamElement, SubscriptionSplit> {
    /**
     * Per fetch: one element each would cost more than parsing it, and what is handed over in
     * larger batches has left the processor's caches before it is emitted.
     */
    private static final int BATCH = 256;

    private final NomadClient client;
    private final Start start;
    private final StreamOptions options;
    private final Function<String, StreamObserver> observers;
    private final FetchSignal signal = new FetchSignal();
    private final Map<String, ElementFeed> feeds = new HashMap<>();

    /** The splits, that first which is asked next: all get their turn. */
    private final Queue<String> turns = new ArrayDeque<>();

    private final Set<String> paused = new HashSet<>();

    public NomadSplitReader(
            NomadClient client,
            Start start,
            StreamOptions options,
            Function<String, StreamObserver> observers) {
        this.client = client;
        this.start = start;
        this.options = options;
        this.observers = observers;
    }

    @Override
    public RecordsWithSplitIds<StreamElement> fetch() throws IOException {
        FrameBatch batch = drain();
        if (!batch.isEmpty()) {
            return batch;
        }
        batch.recycle();
        try {
            signal.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return batch;
        }
        return drain();
    }

    private FrameBatch drain() throws IOException {
        FrameBatch batch = new FrameBatch();
        boolean more = false;
        for (int left = turns.size(); left > 0 && batch.size() < BATCH; left--) {
            more |= drain(nextTurn(), batch);
        }
        batch.finishedSplits().forEach(this::remove);
        if (more || batch.size() >= BATCH) {
            signal.raise();
        }
        return batch;
    }

    private String nextTurn() {
        String splitId = turns.remove();
        turns.add(splitId);
        return splitId;
    }

    /**
     * @return whether there is more
     */
    private boolean drain(String splitId, FrameBatch batch) throws IOException {
        if (paused.contains(splitId)) {
            return false;
        }
        ElementFeed feed = feeds.get(splitId);
        batch.drain(splitId, feed, BATCH - batch.size());
        if (feed.isFinished()) {
            batch.finish(splitId);
        }
        return feed.hasMore();
    }

    private void remove(String splitId) {
        paused.remove(splitId);
        turns.remove(splitId);
        ElementFeed feed = feeds.remove(splitId);
        if (feed != null) {
            feed.close();
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<SubscriptionSplit> change) {
        for (SubscriptionSplit split : change.splits()) {
            if (!feeds.containsKey(split.splitId())) {
                feeds.put(split.splitId(), feed(split));
                turns.add(split.splitId());
            }
        }
        signal.raise();
    }

    private ElementFeed feed(SubscriptionSplit split) {
        if (split.isRecording()) {
            return client.replay(
                    Path.of(split.recording()),
                    split.subscription(),
                    split.linesDone(),
                    signal::raise);
        }
        Start from =
                split.position() == null
                        ? start
                        : new Start.Resume(split.position(), split.namespaces());
        return client.subscribe(
                split.splitId(),
                split.subscription(),
                from,
                options,
                signal::raise,
                observers.apply(split.splitId()));
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<SubscriptionSplit> toPause, Collection<SubscriptionSplit> toResume) {
        toPause.forEach(split -> paused.add(split.splitId()));
        toResume.forEach(split -> paused.remove(split.splitId()));
        signal.raise();
    }

    @Override
    public void wakeUp() {
        signal.raise();
    }

    @Override
    public void close() {
        feeds.values().forEach(ElementFeed::close);
        feeds.clear();
        turns.clear();
    }
}
