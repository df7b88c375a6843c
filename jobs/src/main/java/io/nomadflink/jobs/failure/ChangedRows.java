package io.nomadflink.jobs.failure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of a job that may have changed; walks once over the job's allocations to count the
 * active ones.
 */
final class ChangedRows {
    private final Windows windows;
    private final Map<String, List<Row>> rows = new HashMap<>();

    private ChangedRows(Windows windows) {
        this.windows = windows;
    }

    static void emit(JobState state, Touched touched, Windows windows, Consumer<WindowResult> out)
            throws Exception {
        if (!touched.isEmpty()) {
            ChangedRows changed = new ChangedRows(windows);
            changed.find(state.windows(), touched);
            changed.countActive(state);
            changed.rows.values().forEach(rows -> rows.forEach(row -> out.accept(row.result())));
        }
    }

    private void find(Store<GroupWindow, WindowCounts> counts, Touched touched) throws Exception {
        for (Map.Entry<GroupWindow, WindowCounts> entry : counts.entries()) {
            GroupWindow key = entry.getKey();
            long end = key.start() + windows.size();
            if (touched.concerns(key.group(), end)) {
                Row row = new Row(key.group(), key.start(), end, entry.getValue());
                rows.computeIfAbsent(key.group(), group -> new ArrayList<>()).add(row);
            }
        }
    }

    private void countActive(JobState state) throws Exception {
        if (rows.isEmpty()) {
            return;
        }
        for (Map.Entry<?, TrackedAllocation> entry : state.allocations().entries()) {
            TrackedAllocation allocation = entry.getValue();
            for (Row row : rows.getOrDefault(allocation.group(), List.of())) {
                row.active += allocation.isActive(row.start, row.end) ? 1 : 0;
            }
        }
    }

    /** A row while it is counted. */
    private static final class Row {
        private final String group;
        private final long start;
        private final long end;
        private final WindowCounts counts;
        private long active;

        Row(String group, long start, long end, WindowCounts counts) {
            this.group = group;
            this.start = start;
            this.end = end;
            this.counts = counts;
        }

        WindowResult result() {
            return new WindowResult(group, start, end, counts, active);
        }
    }
}
