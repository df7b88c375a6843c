package io.nomadflink.jobs.capture;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.connector.source.split.SplitClock;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
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
    private static final ListStateDescriptor<Tuple2<String, Long>> TIMES =
            new ListStateDescriptor<>("times", Types.TUPLE(Types.STRING, Types.LONG));
    private static final ListStateDescriptor<Long> POSITION =
            new ListStateDescriptor<>("position", Types.LONG);

    private transient ListState<Tuple2<String, Long>> times;
    private transient ListState<Long> position;
    private transient SplitClock clock;
    private transient RepeatedLines repeated;
    private transient FrameParser parser;
    private transient ClusterChangeDeserializer changes;
    private transient Counter repeatedLines;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        times = context.getOperatorStateStore().getListState(TIMES);
        position = context.getOperatorStateStore().getListState(POSITION);
        Map<String, Long> largest = new HashMap<>();
        for (Tuple2<String, Long> time : times.get()) {
            largest.merge(time.f0, time.f1, Math::max);
        }
        clock = new SplitClock(largest, 0, SplitClock.NO_WATERMARK);
        repeated = new RepeatedLines(position.get());
        parser = new FrameParser();
        changes = new ClusterChangeDeserializer();
        repeatedLines = getRuntimeContext().getMetricGroup().counter("repeatedLines");
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<Tuple2<String, Long>> largest = new ArrayList<>();
        clock.largestByTopic().forEach((topic, time) -> largest.add(Tuple2.of(topic, time)));
        times.update(largest);
        position.update(repeated.position());
    }

    @Override
    public void processElement(byte[] line, Context context, Collector<ClusterChange> out)
            throws Exception {
        Gap gap = CapturedLine.gapIn(line);
        if (gap != null) {
            repeated.gap(gap);
            changes.onGap(gap, new Output(out));
            return;
        }
        Frame frame = parser.parse(line, line.length);
        if (repeated.isRepeated(frame)) {
            repeatedLines.inc();
            return;
        }
        long arrival = CapturedLine.arrivalNanos(line, System.currentTimeMillis() * 1_000_000L);
        changes.deserialize(clock.timed(frame, arrival), clock, new Output(out));
        clock.passed(frame, arrival);
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
