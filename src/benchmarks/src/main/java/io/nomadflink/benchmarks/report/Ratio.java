package io.nomadflink.benchmarks.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.nomadflink.benchmarks.consumer.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How many times less a way takes than the bare reader and parser: medians of the ratios of passes
 * that followed each other, so that what slows the machine for a while slows both.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Ratio(double cpu, double cpuLowest, double cpuHighest, double wall) {

    static Ratio of(List<Pass> base, List<Pass> passes) {
        double[] cpu = each(base, passes, Pass::cpuSeconds);
        return new Ratio(
                Median.of(cpu),
                cpu[0],
                cpu[cpu.length - 1],
                Median.of(each(base, passes, Pass::seconds)));
    }

    private static double[] each(
            List<Pass> base, List<Pass> passes, ToDoubleFunction<Pass> figure) {
        double[] ratios = new double[Math.min(base.size(), passes.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(base.get(i)) / figure.applyAsDouble(passes.get(i));
        }
        Arrays.sort(ratios);
        return ratios;
    }
}
