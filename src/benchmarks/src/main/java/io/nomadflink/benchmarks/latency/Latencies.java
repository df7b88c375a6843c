package io.nomadflink.benchmarks.latency;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.HdrHistogram.Histogram;

/**
 * How late things were, ms.
 *
 * @param count how many
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Latencies(
        long count, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {
    private static final double MS = 1e6;

    /**
     * @param nanos values in ns
     */
    static Latencies of(Histogram nanos) {
        return new Latencies(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / MS,
                nanos.getValueAtPercentile(90) / MS,
                nanos.getValueAtPercentile(99) / MS,
                nanos.getValueAtPercentile(99.9) / MS,
                nanos.getMaxValue() / MS);
    }

    /** As one line. */
    String written() {
        return count + " " + p50Ms + " " + p90Ms + " " + p99Ms + " " + p999Ms + " " + maxMs;
    }

    /** What {@link #written()} gave. */
    static Latencies read(String line) {
        String[] parts = line.split(" ");
        return new Latencies(
                Long.parseLong(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]));
    }
}
