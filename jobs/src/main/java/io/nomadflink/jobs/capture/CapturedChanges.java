package io.nomadflink.jobs.capture;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.connector.source.split.SplitClock;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import io.nomadflink.connector.source.split.SubscriptionSplitSerializer;
import io.nomadflink.connector.source.split.SubscriptionSplitState;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes changes of captured lines as the source makes them of the stream: one task, in order. Lines
 * that a capture wrote again after a restart are left out.
 */
final class CapturedChanges extends ProcessFunction<byte[], ClusterChange>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private static final SubscriptionSplitSerializer SPLITS = new SubscriptionSplitSerializer();
    private static final ListStateDescriptor<byte[]> SPLIT =
            new ListStateDescriptor<>(
                    "split", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    private static final ListStateDescriptor<Long> LINES =
            new ListStateDescriptor<>("lines", Types.LONG);

    private transient ListState<byte[]> splitState;
    private transient ListState<Long> lineState;
    private transient SubscriptionSplitState split;
    private transient RepeatedLines repeated;
    private transient FrameParser parser;
    private transient ClusterChangeDeserializer changes;
    private transient Counter repeatedLines;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        splitState = context.getOperatorStateStore().getListState(SPLIT);
        lineState = context.getOperatorStateStore().getListState(LINES);
        split = new SubscriptionSplitState(SubscriptionSplit.ofRecording("capture"));
        for (byte[] saved : splitState.get()) {
            split =
                    new SubscriptionSplitState(
                            SimpleVersionedSerialization.readVersionAndDeSerialize(SPLITS, saved));
        }
        repeated = new RepeatedLines(lineState.get());
        parser = new FrameParser();
        changes = new ClusterChangeDeserializer();
        repeatedLines = getRuntimeContext().getMetricGroup().counter("repeatedLines");
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        splitState.update(
                List.of(
                        SimpleVersionedSerialization.writeVersionAndSerialize(
                                SPLITS, split.toSplit())));
        lineState.update(repeated.remembered());
    }

    @Override
    public void processElement(byte[] line, Context context, Collector<ClusterChange> out)
            throws Exception {
        Gap gap = CapturedLine.gapIn(line);
        if (gap != null) {
            repeated.gap(gap);
            split.gap(gap);
            changes.onGap(gap, new Output(out));
            return;
        }
        Inventory inventory = CapturedLine.inventoryIn(line);
        if (inventory != null) {
            changes.onInventory(inventory, split, new Output(out));
            return;
        }
        Frame frame = parser.parse(line, line.length);
        if (repeated.isRepeated(frame)) {
            repeatedLines.inc();
            return;
        }
        frame(
                frame.with(frame.events().stream().filter(CapturedChanges::isWanted).toList()),
                CapturedLine.arrivalNanos(line, SplitClock.now()),
                new Output(out));
    }

    /** Other topics must not move the clock, as they do not where the jobs read from Nomad. */
    private static boolean isWanted(NomadEvent event) {
        return ClusterChangeDeserializer.TOPICS.contains(event.topic());
    }

    private void frame(Frame frame, long arrival, Output out) throws IOException {
        if (!frame.events().isEmpty()) {
            SplitClock clock = split.clock();
            changes.deserialize(clock.timed(frame, arrival), split, out);
            clock.passed(frame, arrival);
        }
    }

    /** The change's own time is assigned behind this operator. */
    private record Output(Collector<ClusterChange> out) implements RecordOutput<ClusterChange> {
        @Override
        public RecordOutput<ClusterChange> at(long timestampMillis) {
            return this;
        }

        @Override
        public void collect(ClusterChange change) {
            out.collect(change);
        }

        @Override
        public void collect(ClusterChange change, long timestampMillis) {
            out.collect(change);
        }
    }
}
