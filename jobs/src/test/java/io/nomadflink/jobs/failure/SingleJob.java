package io.nomadflink.jobs.failure;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.AllocationId;
import io.nomadflink.jobs.change.ClientStatus;
import io.nomadflink.jobs.change.JobDeleted;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The algorithm with the state of one job, and the table it would fill. */
final class SingleJob {
    static final String GROUP = "web";

    final MapStore<AllocationId, TrackedAllocation> allocations = new MapStore<>();
    final MapStore<AllocationId, Tombstone> tombstones = new MapStore<>();
    final MapStore<GroupWindow, WindowCounts> windows = new MapStore<>();
    final Map<GroupWindow, WindowResult> table = new HashMap<>();
    long watermark = Long.MIN_VALUE;
    long nextSweep;
    int late;
    int emitted;

    private final JobState state = new JobState(allocations, tombstones, windows);
    private final FailureRates rates;
    private Touched touched = new Touched();

    SingleJob(Windows windows, Duration lateness, Duration retention) {
        rates = new FailureRates(windows, lateness, retention);
    }

    SingleJob see(AllocationChange change) {
        return run(() -> late += rates.see(change, state, touched, watermark) ? 0 : 1);
    }

    SingleJob delete(long latest) {
        JobDeleted job = new JobDeleted("default", "job", latest, latest, 1, Origin.STREAM);
        return run(() -> rates.delete(job, state, touched, watermark));
    }

    SingleJob flush() {
        return run(
                () -> {
                    Touched now = touched;
                    touched = new Touched();
                    ChangedRows.emit(state, now, rates.windows(), this::upsert);
                });
    }

    SingleJob watermark(long time) {
        flush();
        watermark = Math.max(watermark, time);
        return run(() -> nextSweep = rates.sweep(state, watermark));
    }

    private void upsert(WindowResult row) {
        emitted++;
        table.put(new GroupWindow(row.group(), row.start()), row);
    }

    WindowResult row(long start) {
        return table.get(new GroupWindow(GROUP, start));
    }

    private SingleJob run(Action action) {
        try {
            action.run();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What may throw. */
    private interface Action {
        void run() throws Exception;
    }

    /** An event by which an allocation is created. */
    static AllocationChange placed(int id, long time) {
        return change(id, ClientStatus.PENDING, time, true, false);
    }

    /** A client's update. */
    static AllocationChange update(int id, ClientStatus status, long time) {
        return change(id, status, time, false, true);
    }

    static AllocationChange change(
            int id, ClientStatus status, long time, boolean created, boolean clientUpdate) {
        return new AllocationChange(
                "default",
                "job",
                new AllocationId(0, id),
                GROUP,
                status,
                clientUpdate,
                created,
                time,
                time,
                1,
                Origin.STREAM);
    }
}
