package io.nomadflink.benchmarks.soak;

import io.nomadflink.benchmarks.report.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A straight line through samples: the middle of the slopes between all pairs of them (Theil and
 * Sen), which does not mind the samples right after a fault.
 *
 * @param typical middle of the values
 * @param growth from the first sample to the last, along the line
 */
record Trend(double typical, double growth) {

    static Trend of(List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            for (int j = i + 1; j < samples.size(); j++) {
                double time = samples.get(j).seconds() - samples.get(i).seconds();
                double more =
                        value.applyAsDouble(samples.get(j)) - value.applyAsDouble(samples.get(i));
                slopes.add(more / time);
            }
        }
        double span = samples.get(samples.size() - 1).seconds() - samples.get(0).seconds();
        return new Trend(
                Median.of(samples.stream().mapToDouble(value).sorted().toArray()),
                Median.of(slopes.stream().mapToDouble(s -> s).sorted().toArray()) * span);
    }
}
