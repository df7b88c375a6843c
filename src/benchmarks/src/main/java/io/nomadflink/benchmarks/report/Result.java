package io.nomadflink.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.nomadflink.benchmarks.consumer.Pass;
import io.nomadflink.benchmarks.corpus.Corpus;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The medians of a way's passes. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonPropertyOrder({"name", "corpus"})
public record Result(
        String name,
        String corpus,
        double cpuSPerGb,
        double mbPerS,
        double eventsPerS,
        double allocatedBytesPerEvent,
        double peakRssMb,
        double cpuSPerGbLowest,
        double cpuSPerGbHighest,
        int passes) {
    private static final double GB = 1e9;
    private static final double MB = 1e6;

    public static Result of(String name, Corpus corpus, List<Pass> passes) {
        double gb = corpus.bytes() / GB;
        double seconds = median(passes, Pass::seconds);
        return new Result(
                name,
                corpus.kind().name().toLowerCase(Locale.ROOT),
                median(passes, Pass::cpuSeconds) / gb,
                corpus.bytes() / MB / seconds,
                corpus.events() / seconds,
                median(passes, Pass::allocatedBytes) / corpus.events(),
                passes.stream().mapToDouble(Pass::peakRss).max().orElse(0) / MB,
                passes.stream().mapToDouble(Pass::cpuSeconds).min().orElse(0) / gb,
                passes.stream().mapToDouble(Pass::cpuSeconds).max().orElse(0) / gb,
                passes.size());
    }

    private static double median(List<Pass> passes, ToDoubleFunction<Pass> figure) {
        double[] sorted = passes.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
