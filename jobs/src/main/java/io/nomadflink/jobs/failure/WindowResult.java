package io.nomadflink.jobs.failure;

/** One row of a job: a group's window, its counts, and how many allocations were active in it. */
record WindowResult(String group, long start, long end, WindowCounts counts, long active) {

    /** Failed of active, 0 when none was active. */
    double failureRate() {
        return active == 0 ? 0 : (double) counts.failed() / active;
    }
}
