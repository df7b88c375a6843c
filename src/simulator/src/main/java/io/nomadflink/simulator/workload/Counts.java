package io.nomadflink.simulator.workload;

/**
 * How many allocations were placed, and how many were ever in these states, each counted once.
 *
 * @param placed made by the scheduler
 * @param failed ever failed
 * @param completed ever complete
 * @param lost ever lost
 */
public record Counts(long placed, long failed, long completed, long lost) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts more) {
        return new Counts(
                placed + more.placed,
                failed + more.failed,
                completed + more.completed,
                lost + more.lost);
    }

    static Counts ofStatus(String status) {
        return switch (status) {
            case Alloc.FAILED -> new Counts(0, 1, 0, 0);
            case Alloc.COMPLETE -> new Counts(0, 0, 1, 0);
            case Alloc.LOST -> new Counts(0, 0, 0, 1);
            default -> NONE;
        };
    }
}
