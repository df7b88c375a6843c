package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.RecordingFeed;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamFeed;
import io.nomadflink.connector.source.metrics.SplitMetrics;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
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
    /** Per split and fetch: one element each would cost more than parsing it. */
    private static final int BATCH = 256;

    private final NomadClient client;
    private final Start start;
    private final Function<String, SplitMetrics> metrics;
    private final FetchSignal signal = new FetchSignal();
    private final Map<String, SplitFeed> feeds = new LinkedHashMap<>();
    private final Set<String> paused = new HashSet<>();

    public NomadSplitReader(
            NomadClient client, Start start, Function<String, SplitMetrics> metrics) {
        this.client = client;
        this.start = start;
        this.metrics = metrics;
    }

    @Override
    public RecordsWithSplitIds<StreamElement> fetch() throws IOException {
        FrameBatch batch = drain();
        if (!batch.isEmpty()) {
            return batch;
        }
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
        for (Map.Entry<String, SplitFeed> entry : feeds.entrySet()) {
            if (paused.contains(entry.getKey())) {
                continue;
            }
            entry.getValue().drainTo(batch.of(entry.getKey()), BATCH);
            more |= entry.getValue().hasMore();
            if (entry.getValue().isFinished()) {
                batch.finish(entry.getKey());
            }
        }
        batch.finishedSplits().forEach(this::remove);
        if (more) {
            signal.raise();
        }
        return batch;
    }

    private void remove(String splitId) {
        paused.remove(splitId);
        SplitFeed feed = feeds.remove(splitId);
        if (feed != null) {
            feed.close();
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<SubscriptionSplit> change) {
        for (SubscriptionSplit split : change.splits()) {
            feeds.computeIfAbsent(
                    split.splitId(), id -> split.isRecording() ? recording(split) : stream(split));
        }
        signal.raise();
    }

    private SplitFeed recording(SubscriptionSplit split) {
        return new RecordingSplitFeed(
                split.recording(),
                new RecordingFeed(
                        Path.of(split.recording()),
                        split.linesDone(),
                        client.settings(),
                        signal::raise));
    }

    private SplitFeed stream(SubscriptionSplit split) {
        Start from = split.position() == null ? start : new Start.Resume(split.position());
        SubscriptionSplit begun =
                split.position() == null && start instanceof Start.Resume resume
                        ? new SubscriptionSplit(
                                split.splitId(),
                                split.subscription(),
                                null,
                                resume.position(),
                                0,
                                split.clock())
                        : split;
        StreamFeed feed =
                client.feed(split.subscription(), from, signal::raise, split.splitId().hashCode());
        return new StreamSplitFeed(
                begun, client, feed, signal::raise, metrics.apply(split.splitId()));
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
        feeds.values().forEach(SplitFeed::close);
        feeds.clear();
    }
}
