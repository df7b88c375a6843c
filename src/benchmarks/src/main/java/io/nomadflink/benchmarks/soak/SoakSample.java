package io.nomadflink.benchmarks.soak;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How the jobs' process was at a moment.
 *
 * @param seconds since the first sample
 * @param events emitted so far
 * @param heapBytes after a collection of everything
 * @param rssBytes resident; 0 where unknown
 * @param lagMs middle of the lags since the sample before: from an event's own time to its record
 * @param largestLagMs the largest of them
 * @param gaps reported so far
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record SoakSample(
        double seconds,
        long events,
        long heapBytes,
        long rssBytes,
        int threads,
        double lagMs,
        double largestLagMs,
        long gaps) {

    /** As one line. */
    String written() {
        return String.join(
                " ",
                Double.toString(seconds),
                Long.toString(events),
                Long.toString(heapBytes),
                Long.toString(rssBytes),
                Integer.toString(threads),
                Double.toString(lagMs),
                Double.toString(largestLagMs),
                Long.toString(gaps));
    }

    /** What {@link #written()} gave. */
    static SoakSample read(String line) {
        String[] parts = line.split(" ");
        return new SoakSample(
                Double.parseDouble(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Integer.parseInt(parts[4]),
                Double.parseDouble(parts[5]),
                Double.parseDouble(parts[6]),
                Long.parseLong(parts[7]));
    }
}
