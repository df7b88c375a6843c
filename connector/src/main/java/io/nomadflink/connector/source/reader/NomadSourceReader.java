package io.nomadflink.connector.source.reader;

import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.NomadEventDeserializer;
import io.nomadflink.connector.source.NomadWatermarks;
import io.nomadflink.connector.source.enumerator.NoSplitsEvent;
import io.nomadflink.connector.source.metrics.SplitMetrics;
import io.nomadflink.connector.source.split.SplitClock;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.connector.source.split.SubscriptionSplitState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Wires fetching thread, emitter and state; says that it is idle when the enumerator has no split
 * for it.
 */
@Internal
public final class NomadSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                StreamElement, T, SubscriptionSplit, SubscriptionSplitState> {

    private final NomadClient client;
    private final UnaryOperator<SubscriptionSplit> current;
    private final boolean emitsWatermarks;

    /** By split, to be emitted before anything else, also while the split is quiet. */
    private final Map<String, Long> restoredWatermarks = new LinkedHashMap<>();

    /** Done while the reader has to say that it is idle. */
    private CompletableFuture<Void> idlePending = new CompletableFuture<>();

    /**
     * @param current gives a restored split the subscription of the present configuration, or null
     *     if that no longer has it
     */
    public NomadSourceReader(
            NomadClient client,
            Start start,
            StreamOptions options,
            NomadEventDeserializer<T> deserializer,
            NomadWatermarks watermarks,
            GapPolicy gapPolicy,
            UnaryOperator<SubscriptionSplit> current,
            Supplier<SplitMetrics> splitMetrics,
            SourceReaderContext context) {
        super(
                supplier(client, start, options, splitMetrics, context),
                new NomadRecordEmitter<>(
                        deserializer,
                        watermarks,
                        gapPolicy,
                        context.metricGroup().getIOMetricGroup().getNumRecordsInCounter()),
                context.getConfiguration(),
                context);
        this.client = client;
        this.current = current;
        this.emitsWatermarks = watermarks.isEmitted();
    }

    private static Supplier<SplitReader<StreamElement, SubscriptionSplit>> supplier(
            NomadClient client,
            Start start,
            StreamOptions options,
            Supplier<SplitMetrics> splitMetrics,
            SourceReaderContext context) {
        return () ->
                new NomadSplitReader(
                        client,
                        start,
                        options,
                        splitId -> {
                            SplitMetrics metrics = splitMetrics.get();
                            metrics.register(context.metricGroup(), splitId);
                            return metrics;
                        });
    }

    @Override
    public void addSplits(List<SubscriptionSplit> splits) {
        List<SubscriptionSplit> kept =
                splits.stream().map(current).filter(split -> split != null).toList();
        if (!kept.isEmpty()) {
            kept.forEach(this::rememberWatermark);
            super.addSplits(kept);
        }
    }

    private void rememberWatermark(SubscriptionSplit split) {
        if (emitsWatermarks && split.clock().watermark() != SplitClock.NO_WATERMARK) {
            restoredWatermarks.put(split.splitId(), split.clock().watermark());
        }
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof NoSplitsEvent && getNumberOfCurrentlyAssignedSplits() == 0) {
            idlePending.complete(null);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        if (!restoredWatermarks.isEmpty()) {
            restoredWatermarks.forEach(
                    (split, to) ->
                            output.createOutputForSplit(split).emitWatermark(new Watermark(to)));
            restoredWatermarks.clear();
        }
        if (idlePending.isDone()) {
            idlePending = new CompletableFuture<>();
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                output.markIdle();
            }
        }
        return super.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (getNumberOfCurrentlyAssignedSplits() > 0 && !idlePending.isDone()) {
            return super.isAvailable();
        }
        return CompletableFuture.allOf(CompletableFuture.anyOf(super.isAvailable(), idlePending));
    }

    @Override
    protected void onSplitFinished(Map<String, SubscriptionSplitState> finished) {}

    @Override
    protected SubscriptionSplitState initializedState(SubscriptionSplit split) {
        return new SubscriptionSplitState(split);
    }

    @Override
    protected SubscriptionSplit toSplitType(String splitId, SubscriptionSplitState state) {
        return state.toSplit();
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            client.close();
        }
    }
}
