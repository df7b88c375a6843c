package io.nomadflink.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.nomadflink.benchmarks.consumer.Pass;
import io.nomadflink.benchmarks.corpus.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The medians of a way's passes.
 *
 * @param againstParse null if the bare reader and parser was not measured
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonPropertyOrder({"name", "corpus"})
public record Result(
        String name,
        String corpus,
        @JsonProperty("cpu_s_per_gb") double cpuSPerGb,
        double mbPerS,
        double eventsPerS,
        double allocatedBytesPerEvent,
        double peakRssMb,
        @JsonProperty("cpu_s_per_gb_lowest") double cpuSPerGbLowest,
        @JsonProperty("cpu_s_per_gb_highest") double cpuSPerGbHighest,
        Ratio againstParse,
        int passes,
        int warmUps,
        boolean warm) {
    private static final String BASE = "parse";
    private static final double GB = 1e9;
    private static final double MB = 1e6;

    /** Results of ways that took turns with the same corpus. */
    public static List<Result> of(Corpus corpus, List<Measured> ways) {
        List<Pass> base =
                ways.stream()
                        .filter(way -> way.name().equals(BASE))
                        .findFirst()
                        .map(Measured::passes)
                        .orElse(List.of());
        List<Result> results = new ArrayList<>();
        for (Measured way : ways) {
            results.add(of(corpus, way, base.isEmpty() ? null : Ratio.of(base, way.passes())));
        }
        return results;
    }

    private static Result of(Corpus corpus, Measured way, Ratio ratio) {
        double gb = corpus.bytes() / GB;
        List<Pass> passes = way.passes();
        double seconds = median(passes, Pass::seconds);
        double[] cpu = sorted(passes, Pass::cpuSeconds);
        return new Result(
                way.name(),
                corpus.kind().name().toLowerCase(Locale.ROOT),
                Median.of(cpu) / gb,
                corpus.bytes() / MB / seconds,
                corpus.events() / seconds,
                median(passes, Pass::allocatedBytes) / corpus.events(),
                passes.stream().mapToDouble(Pass::peakRss).max().orElse(0) / MB,
                cpu[0] / gb,
                cpu[cpu.length - 1] / gb,
                ratio,
                passes.size(),
                way.warmUps(),
                way.warm());
    }

    private static double median(List<Pass> passes, ToDoubleFunction<Pass> figure) {
        return Median.of(sorted(passes, figure));
    }

    private static double[] sorted(List<Pass> passes, ToDoubleFunction<Pass> figure) {
        return passes.stream().mapToDouble(figure).sorted().toArray();
    }
}
