package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.AllocationId;
import io.nomadflink.jobs.change.ClientStatus;
import io.nomadflink.jobs.change.JobDeleted;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Counts how allocations of a job begin and end, in the order in which the events come; pure but
 * for the state it is given.
 *
 * <p>A status counts the first time an allocation has it. An event says what changed; how many
 * allocations are active in a window is found by {@link ChangedRows} when rows are asked for. Times
 * in ms.
 */
final class FailureRates implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How exactly the last event of an allocation is remembered, as a share of the retention. */
    private static final int RETENTION_STEPS = 64;

    /**
     * Before and after all times, with room for arithmetic: watermarks begin and end at the ends of
     * what a long holds.
     */
    private static final long FIRST_TIME = Long.MIN_VALUE / 2;

    private static final long LAST_TIME = Long.MAX_VALUE / 2;

    private final Windows windows;
    private final long lateness;
    private final long retention;

    /**
     * @param lateness how long after its end a window can change
     * @param retention how long after its last event a terminal allocation is recognised
     */
    FailureRates(Windows windows, Duration lateness, Duration retention) {
        this.windows = windows;
        this.lateness = lateness.toMillis();
        this.retention = retention.toMillis();
    }

    /** Takes an event; false if it came too late for a window it counts in. */
    boolean see(AllocationChange change, JobState state, Touched touched, long watermark)
            throws Exception {
        TrackedAllocation known = state.allocations().get(change.id());
        if (known != null) {
            return seeAgain(known, change, state, touched, watermark);
        }
        Tombstone tombstone = state.tombstones().get(change.id());
        return tombstone == null
                ? seeFirst(change, state, touched, watermark)
                : seeReturned(tombstone, change, state, touched, watermark);
    }

    /** Ends what is left of a job. */
    void delete(JobDeleted job, JobState state, Touched touched, long watermark) throws Exception {
        for (Map.Entry<AllocationId, TrackedAllocation> entry : state.allocations().entries()) {
            TrackedAllocation allocation = entry.getValue();
            if (allocation.isOpen()) {
                entry.setValue(allocation.ended(job.latest()));
                touch(allocation.group(), job.latest(), touched, watermark);
            }
        }
    }

    /**
     * Forgets what can no longer matter; returns when there will be more to forget, or
     * Long.MAX_VALUE.
     */
    long sweep(JobState state, long watermark) throws Exception {
        long next = sweepWindows(state, watermark);
        next = Math.min(next, sweepAllocations(state, watermark));
        next = Math.min(next, sweepTombstones(state, watermark));
        state.tidy();
        return next;
    }

    /** When what an event brings can be forgotten in part. */
    long forgettable(long time) {
        return time + windows.size() + lateness;
    }

    /** A step that is coarse enough for clean-up to be rare. */
    long sweepInterval() {
        return Math.max(windows.slide(), lateness / 8);
    }

    Windows windows() {
        return windows;
    }

    private boolean seeFirst(
            AllocationChange change, JobState state, Touched touched, long watermark)
            throws Exception {
        boolean counted = change.status().isCounted();
        if (counted && !change.created() && !change.clientUpdate()) {
            Tombstone old = new Tombstone(change.time(), TrackedAllocation.bit(change.status()));
            state.tombstones().put(change.id(), old);
            return true;
        }
        String group = change.taskGroup();
        TrackedAllocation allocation =
                TrackedAllocation.opened(group, change.begun(), change.time());
        boolean inTime =
                !change.created()
                        || count(group, change.begun(), WindowCounts::placedOne, state, watermark);
        if (counted) {
            inTime &= countStatus(group, change, state, watermark);
            allocation = allocation.first(change.status(), change.time());
        }
        touch(group, Math.min(change.begun(), change.time()), touched, watermark);
        state.allocations().put(change.id(), allocation);
        return inTime;
    }

    private boolean seeAgain(
            TrackedAllocation known,
            AllocationChange change,
            JobState state,
            Touched touched,
            long watermark)
            throws Exception {
        if (change.status().isCounted() && !known.hasBeen(change.status())) {
            state.allocations().put(change.id(), known.first(change.status(), change.time()));
            touch(known.group(), change.time(), touched, watermark);
            return countStatus(known.group(), change, state, watermark);
        }
        if (isNews(known.lastSeen(), change.time())) {
            state.allocations().put(change.id(), known.seenAt(change.time()));
        }
        return true;
    }

    private boolean seeReturned(
            Tombstone tombstone,
            AllocationChange change,
            JobState state,
            Touched touched,
            long watermark)
            throws Exception {
        ClientStatus status = change.status();
        if (status.isCounted() && (tombstone.seen() & TrackedAllocation.bit(status)) == 0) {
            TrackedAllocation returned = TrackedAllocation.returned(change.taskGroup(), tombstone);
            state.allocations().put(change.id(), returned.first(status, change.time()));
            touch(change.taskGroup(), change.time(), touched, watermark);
            return countStatus(change.taskGroup(), change, state, watermark);
        }
        if (isNews(tombstone.lastSeen(), change.time())) {
            state.tombstones().put(change.id(), new Tombstone(change.time(), tombstone.seen()));
        }
        return true;
    }

    private boolean isNews(long lastSeen, long time) {
        return time - lastSeen > retention / RETENTION_STEPS;
    }

    /** Counts in each window that holds a time; false if one of them can no longer change. */
    private boolean count(
            String group,
            long time,
            UnaryOperator<WindowCounts> one,
            JobState state,
            long watermark)
            throws Exception {
        for (long start = windows.lastStart(time);
                start > time - windows.size();
                start -= windows.slide()) {
            if (isFrozen(start, watermark)) {
                return false;
            }
            GroupWindow window = new GroupWindow(group, start);
            state.windows().put(window, one.apply(counts(state, window)));
        }
        return true;
    }

    private boolean countStatus(
            String group, AllocationChange change, JobState state, long watermark)
            throws Exception {
        return count(
                group, change.time(), counts -> counts.plus(change.status()), state, watermark);
    }

    private static WindowCounts counts(JobState state, GroupWindow window) throws Exception {
        WindowCounts known = state.windows().get(window);
        return known == null ? WindowCounts.NONE : known;
    }

    private void touch(String group, long time, Touched touched, long watermark) {
        touched.touch(group, Math.max(time, frozenUntil(watermark)));
    }

    private boolean isFrozen(long start, long watermark) {
        return start + windows.size() <= frozenUntil(watermark);
    }

    /** Windows that end by then never change again. */
    private long frozenUntil(long watermark) {
        return Math.max(FIRST_TIME, Math.min(LAST_TIME, watermark)) - lateness + 1;
    }

    private long sweepWindows(JobState state, long watermark) throws Exception {
        long next = Long.MAX_VALUE;
        for (Iterator<Map.Entry<GroupWindow, WindowCounts>> i =
                        state.windows().entries().iterator();
                i.hasNext(); ) {
            long start = i.next().getKey().start();
            if (isFrozen(start, watermark)) {
                i.remove();
            } else {
                next = Math.min(next, forgettable(start));
            }
        }
        return next;
    }

    private long sweepAllocations(JobState state, long watermark) throws Exception {
        long over = frozenUntil(watermark) - windows.size();
        long next = Long.MAX_VALUE;
        for (Iterator<Map.Entry<AllocationId, TrackedAllocation>> i =
                        state.allocations().entries().iterator();
                i.hasNext(); ) {
            Map.Entry<AllocationId, TrackedAllocation> entry = i.next();
            TrackedAllocation allocation = entry.getValue();
            if (allocation.isOver(over)) {
                state.tombstones()
                        .put(
                                entry.getKey(),
                                new Tombstone(allocation.lastSeen(), allocation.seen()));
                i.remove();
            } else if (!allocation.isOpen()) {
                next =
                        Math.min(
                                next,
                                forgettable(Math.max(allocation.end(), allocation.failedAt())));
            }
        }
        return next;
    }

    private long sweepTombstones(JobState state, long watermark) throws Exception {
        long next = Long.MAX_VALUE;
        for (Iterator<Map.Entry<AllocationId, Tombstone>> i =
                        state.tombstones().entries().iterator();
                i.hasNext(); ) {
            long forgotten = i.next().getValue().lastSeen() + retention;
            if (forgotten <= watermark) {
                i.remove();
            } else {
                next = Math.min(next, forgotten);
            }
        }
        return next;
    }
}
