package io.nomadflink.benchmarks.consumer;

/**
 * One pass over a corpus.
 *
 * @param cpuSeconds of the consuming process
 * @param peakRss bytes, since the process began; 0 where unknown
 */
public record Pass(double seconds, double cpuSeconds, long allocatedBytes, long peakRss) {

    /** As one line. */
    String written() {
        return seconds + " " + cpuSeconds + " " + allocatedBytes + " " + peakRss;
    }

    /** What {@link #written()} gave. */
    public static Pass of(String line) {
        String[] parts = line.split(" ");
        return new Pass(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]));
    }
}
