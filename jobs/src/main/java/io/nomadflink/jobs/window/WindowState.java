package io.nomadflink.jobs.window;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What an operator keeps beside the windows of its keys: the watermark, without which windows that
 * are over would open again until the first one after a restore, and the options that shape them.
 */
public final class WindowState {
    private static final ListStateDescriptor<Long> WATERMARK =
            new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE);
    private static final ListStateDescriptor<String> SHAPE =
            new ListStateDescriptor<>("shape", StringSerializer.INSTANCE);

    private final ListState<Long> watermarks;
    private final ListState<String> shapes;
    private final String shape;
    private final long restored;

    private WindowState(ListState<Long> watermarks, ListState<String> shapes, String shape)
            throws Exception {
        this.watermarks = watermarks;
        this.shapes = shapes;
        this.shape = shape;
        this.restored = smallest(watermarks);
    }

    /**
     * @param shape the options that must not change, with their values
     * @throws SuppressRestartsException if the state was made with others; state of versions that
     *     did not keep them passes
     */
    public static WindowState restore(OperatorStateStore store, String shape) throws Exception {
        WindowState state =
                new WindowState(
                        store.getUnionListState(WATERMARK), store.getUnionListState(SHAPE), shape);
        state.requireSameShape();
        return state;
    }

    /** As {@code --window 60000ms}. */
    public static String option(String name, long millis) {
        return name + " " + millis + "ms";
    }

    /** The smallest of all subtasks when the state was saved, else {@link Long#MIN_VALUE}. */
    public long watermark() {
        return restored;
    }

    public void save(long watermark) throws Exception {
        watermarks.update(List.of(watermark));
        shapes.update(List.of(shape));
    }

    private void requireSameShape() throws Exception {
        for (String saved : shapes.get()) {
            if (!saved.equals(shape)) {
                throw new SuppressRestartsException(
                        new IllegalStateException(
                                "the restored state was made with "
                                        + saved
                                        + ", not "
                                        + shape
                                        + ": use the same windows, or begin without that state"));
            }
        }
    }

    private static long smallest(ListState<Long> saved) throws Exception {
        long smallest = Long.MAX_VALUE;
        for (long watermark : saved.get()) {
            smallest = Math.min(smallest, watermark);
        }
        return smallest == Long.MAX_VALUE ? Long.MIN_VALUE : smallest;
    }
}
