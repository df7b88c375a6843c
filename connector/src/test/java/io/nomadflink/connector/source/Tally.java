package io.nomadflink.connector.source;

import io.nomadflink.connector.Await;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts each record in checkpointed state, under one key, and shows the test what that state
 * holds. Records of a failed attempt that are read again must end at 1, as must those that are not.
 */
final class Tally extends KeyedProcessFunction<Integer, String, Integer>
        implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final Map<String, Board> BOARDS = new ConcurrentHashMap<>();

    private final String board;
    private transient MapState<String, Integer> counts;

    /** What a test sees of the latest attempt. */
    static final class Board {
        private final Map<String, Integer> counts = new HashMap<>();
        private long checkpoints;
        private int attempts;

        synchronized int distinct() {
            return counts.size();
        }

        synchronized Map<String, Integer> counts() {
            return Map.copyOf(counts);
        }

        synchronized int attempts() {
            return attempts;
        }

        void awaitDistinct(int count) throws Exception {
            Await.until(count + " records", () -> distinct() >= count);
        }

        /** Waits for a checkpoint that is triggered after this call. */
        void awaitCheckpoint() throws Exception {
            long before = checkpoints();
            Await.until("two checkpoints", () -> checkpoints() >= before + 2);
        }

        synchronized long checkpoints() {
            return checkpoints;
        }

        private synchronized void show(String record, int count) {
            counts.put(record, count);
        }

        private synchronized void begin() {
            attempts++;
            counts.clear();
        }

        private synchronized void completed() {
            checkpoints++;
        }
    }

    Tally(String board) {
        this.board = board;
        BOARDS.putIfAbsent(board, new Board());
    }

    static Board board(String name) {
        return BOARDS.computeIfAbsent(name, n -> new Board());
    }

    @Override
    public void open(OpenContext context) {
        counts =
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>("counts", Types.STRING, Types.INT));
        board(board).begin();
    }

    @Override
    public void processElement(String record, Context context, Collector<Integer> out)
            throws Exception {
        if (board(board).distinct() == 0) {
            for (Map.Entry<String, Integer> restored : counts.entries()) {
                board(board).show(restored.getKey(), restored.getValue());
            }
        }
        Integer before = counts.get(record);
        int now = before == null ? 1 : before + 1;
        counts.put(record, now);
        board(board).show(record, now);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        board(board).completed();
    }
}
