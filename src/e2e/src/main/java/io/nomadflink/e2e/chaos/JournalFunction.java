package io.nomadflink.e2e.chaos;

import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Writes a {@link Journal}; its state is how many sightings there were. Parallelism 1. */
final class JournalFunction
        implements MapFunction<String, String>, CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;

    private final String id;
    private transient Journal journal;
    private transient ListState<Integer> count;
    private transient int writer;
    private transient TreeMap<Long, Integer> sizes;

    JournalFunction(String id) {
        this.id = id;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        journal = Journal.of(id);
        count =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("count", Types.INT));
        sizes = new TreeMap<>();
        int restored = 0;
        for (int value : count.get()) {
            restored = value;
        }
        writer = journal.begin(restored);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        int size = journal.size();
        count.update(List.of(size));
        sizes.put(context.getCheckpointId(), size);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        Integer size = sizes.get(checkpoint);
        sizes.headMap(checkpoint, true).clear();
        if (size != null) {
            journal.secured(size);
        }
    }

    @Override
    public String map(String text) throws Exception {
        journal.add(writer, Sighting.of(text));
        return text;
    }
}
