package io.nomadflink.connector.source.enumerator;

import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the subscriptions and gives each to a reader: evenly, when that registers, and again after
 * a failure.
 */
@Internal
public final class NomadEnumerator
        implements SplitEnumerator<SubscriptionSplit, NomadEnumeratorState> {
    private static final Logger LOG = LoggerFactory.getLogger(NomadEnumerator.class);

    private final SplitEnumeratorContext<SubscriptionSplit> context;
    private final SplitBook book;
    private final Callable<List<SubscriptionSplit>> planner;
    private final boolean bounded;
    private boolean planned;

    /**
     * @param planner run off the coordinator's thread: it may look at the file system
     */
    public NomadEnumerator(
            SplitEnumeratorContext<SubscriptionSplit> context,
            NomadEnumeratorState restored,
            Callable<List<SubscriptionSplit>> planner,
            boolean bounded) {
        this.context = context;
        this.book = new SplitBook(restored);
        this.planner = planner;
        this.bounded = bounded;
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) book.pendingCount());
        context.callAsync(planner, this::planned);
    }

    private void planned(List<SubscriptionSplit> splits, Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException(
                    "the subscriptions cannot be planned: " + failure.getMessage(), failure);
        }
        LOG.info("{} subscriptions: {}", splits.size(), splits);
        book.plan(splits);
        planned = true;
        context.registeredReaders().keySet().forEach(this::assign);
    }

    @Override
    public void addReader(int reader) {
        if (planned) {
            assign(reader);
        }
    }

    private void assign(int reader) {
        if (!context.registeredReaders().containsKey(reader)) {
            return;
        }
        List<SubscriptionSplit> splits = book.takeFor(reader, context.currentParallelism());
        splits.forEach(split -> context.assignSplit(split, reader));
        if (bounded) {
            context.signalNoMoreSplits(reader);
        } else if (splits.isEmpty()) {
            context.sendEventToSourceReader(reader, new NoSplitsEvent());
        }
    }

    @Override
    public void addSplitsBack(List<SubscriptionSplit> splits, int reader) {
        book.addBack(splits);
        if (planned) {
            assign(reader);
        }
    }

    @Override
    public void handleSplitRequest(int reader, String host) {}

    @Override
    public NomadEnumeratorState snapshotState(long checkpointId) {
        return book.state();
    }

    @Override
    public void close() throws IOException {}
}
