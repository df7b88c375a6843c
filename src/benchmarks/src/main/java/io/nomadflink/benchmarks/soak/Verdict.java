package io.nomadflink.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a run was flat once it was warm: along a straight line, what grew by more than it may.
 *
 * @param findings a line for each figure
 */
record Verdict(boolean flat, List<String> findings) {
    /** Of the samples, at the beginning: code is compiled, state fills up to what is kept. */
    private static final double WARM_UP = 0.4;

    private static final int FEWEST = 3;

    static Verdict of(List<SoakSample> samples) {
        List<SoakSample> warm = samples.subList((int) (samples.size() * WARM_UP), samples.size());
        if (warm.size() < FEWEST) {
            return new Verdict(false, List.of("too short: " + samples.size() + " samples"));
        }
        Judge judge = new Judge(warm);
        judge.figure("heap after GC, MB", s -> s.heapBytes() / 1e6, 0.1, 10);
        judge.figure("resident, MB", s -> s.rssBytes() / 1e6, 0.1, 20);
        judge.figure("threads", SoakSample::threads, 0.1, 4);
        judge.figure("lag, ms", SoakSample::lagMs, 0.1, 200);
        return new Verdict(judge.flat, List.copyOf(judge.findings));
    }

    /** Collects what is found. */
    private static final class Judge {
        private final List<SoakSample> samples;
        private final List<String> findings = new ArrayList<>();
        private boolean flat = true;

        Judge(List<SoakSample> samples) {
            this.samples = samples;
        }

        /** May grow by a part of its typical value and by so much more. */
        void figure(String name, ToDoubleFunction<SoakSample> value, double part, double more) {
            Trend trend = Trend.of(samples, value);
            double allowed = part * trend.typical() + more;
            boolean ok = trend.growth() <= allowed;
            flat &= ok;
            findings.add(
                    String.format(
                            Locale.ROOT,
                            "%-18s %8.1f in the middle, %+.1f from begin to end (at most %+.1f)%s",
                            name,
                            trend.typical(),
                            trend.growth(),
                            allowed,
                            ok ? "" : ": NOT FLAT"));
        }
    }
}
