package io.nomadflink.benchmarks.corpus;

/**
 * How a repetition of a recording differs from it.
 *
 * @param idMask changes the first eight digits of each UUID
 * @param indexShift added to each index
 * @param timeShift ns, added to each time
 */
record Repetition(int idMask, long indexShift, long timeShift) {
    private static final long INDEXES = 5_000;
    private static final long NANOS = 600_000_000_000L;

    static Repetition number(int number) {
        return new Repetition(number * 0x9E3779B1, number * INDEXES, number * NANOS);
    }
}
