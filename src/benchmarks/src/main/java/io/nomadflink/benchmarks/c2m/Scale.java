package io.nomadflink.benchmarks.c2m;

/**
 * How much, and what becomes of it.
 *
 * @param allocations a multiple of a thousand
 * @param ofAJob how many of them a job has; the last job may have fewer
 * @param deployments whether each job has one
 */
public record Scale(int allocations, int ofAJob, boolean deployments) {

    /** What becomes of an allocation. */
    enum Outcome {
        RUNNING,
        FAILED,
        COMPLETE
    }

    public Scale {
        if (allocations < Replay.PLAN || allocations % Replay.PLAN != 0) {
            throw new IllegalArgumentException(
                    "allocations must be a multiple of " + Replay.PLAN + ": " + allocations);
        }
    }

    int plans() {
        return allocations / Replay.PLAN;
    }

    /** Three of each allocation, and two of each deployment. */
    public long events() {
        return (long) Replay.EVENTS_OF_EACH * allocations + (deployments ? 2L * jobs() : 0);
    }

    int job(int allocation) {
        return allocation / ofAJob;
    }

    public int jobs() {
        return (allocations + ofAJob - 1) / ofAJob;
    }

    boolean isFirstOfJob(int allocation) {
        return allocation % ofAJob == 0;
    }

    boolean isLastOfJob(int allocation) {
        return allocation % ofAJob == ofAJob - 1 || allocation == allocations - 1;
    }

    int last(int job) {
        return Math.min(allocations, (job + 1) * ofAJob) - 1;
    }

    boolean isDeploymentFailed(int job) {
        return job % 10 == 3;
    }

    Outcome outcome(int allocation) {
        int of = Math.floorMod(allocation * 0x85EBCA6B, 100);
        return of == 0 ? Outcome.FAILED : of < 3 ? Outcome.COMPLETE : Outcome.RUNNING;
    }

    long count(int job, Outcome wanted) {
        long count = 0;
        for (int allocation = job * ofAJob; allocation <= last(job); allocation++) {
            count += outcome(allocation) == wanted ? 1 : 0;
        }
        return count;
    }
}
