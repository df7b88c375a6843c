package io.nomadflink.benchmarks.c2m;

/**
 * How much, and what becomes of it.
 *
 * @param allocations a multiple of a thousand
 */
record Scale(int allocations) {
    private static final int OF_A_JOB = 2_000;

    enum Outcome {
        RUNNING,
        FAILED,
        COMPLETE
    }

    int plans() {
        return allocations / Replay.PLAN;
    }

    long events() {
        return (long) Replay.EVENTS_OF_EACH * allocations;
    }

    int job(int allocation) {
        return allocation / OF_A_JOB;
    }

    int jobs() {
        return (allocations + OF_A_JOB - 1) / OF_A_JOB;
    }

    Outcome outcome(int allocation) {
        int of = Math.floorMod(allocation * 0x85EBCA6B, 100);
        return of == 0 ? Outcome.FAILED : of < 3 ? Outcome.COMPLETE : Outcome.RUNNING;
    }

    long count(int job, Outcome wanted) {
        long count = 0;
        int to = Math.min(allocations, (job + 1) * OF_A_JOB);
        for (int allocation = job * OF_A_JOB; allocation < to; allocation++) {
            count += outcome(allocation) == wanted ? 1 : 0;
        }
        return count;
    }
}
