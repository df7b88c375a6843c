package io.nomadflink.benchmarks.report;

/** The middle of sorted figures. */
public final class Median {
    private Median() {}

    public static double of(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
