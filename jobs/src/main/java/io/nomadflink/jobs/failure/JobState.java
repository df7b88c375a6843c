package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.change.AllocationId;

/** What is remembered of one job. */
record JobState(
        Store<AllocationId, TrackedAllocation> allocations,
        Store<AllocationId, Tombstone> tombstones,
        Store<GroupWindow, WindowCounts> windows) {

    void tidy() throws Exception {
        allocations.tidy();
        tombstones.tidy();
        windows.tidy();
    }
}
