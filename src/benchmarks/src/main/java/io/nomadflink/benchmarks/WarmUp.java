package io.nomadflink.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * When a way is warm: its last passes take no less CPU time than those before, or it has had its
 * share. The share is CPU time too, so that a busy machine does not cut it.
 */
public final class WarmUp {
    private static final int COMPARED = 4;

    /** What a compiler still gains between one group of passes and the next. */
    private static final double GAIN = 0.03;

    private final List<Double> cpuSeconds = new ArrayList<>();
    private final int exactly;
    private final double share;
    private double spent;

    /**
     * @param exactly so many passes whatever they say, or 0 for those that are needed
     * @param share CPU seconds after which it is over, settled or not
     */
    public WarmUp(int exactly, double share) {
        this.exactly = exactly;
        this.share = share;
    }

    public void add(double seconds) {
        cpuSeconds.add(seconds);
        spent += seconds;
    }

    public int passes() {
        return cpuSeconds.size();
    }

    public boolean isOver() {
        if (exactly > 0) {
            return passes() >= exactly;
        }
        return isSettled() || spent > share;
    }

    public boolean isSettled() {
        int end = passes();
        return end >= 2 * COMPARED
                && median(end - COMPARED) >= (1 - GAIN) * median(end - 2 * COMPARED);
    }

    private double median(int from) {
        double[] sorted =
                cpuSeconds.subList(from, from + COMPARED).stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        return (sorted[COMPARED / 2 - 1] + sorted[COMPARED / 2]) / 2;
    }
}
