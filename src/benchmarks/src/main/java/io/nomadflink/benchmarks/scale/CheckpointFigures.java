package io.nomadflink.benchmarks.scale;

/**
 * What checkpoints of the source took, in the middle of some of them.
 *
 * @param bytes of all state
 * @param millis from trigger to completion
 */
record CheckpointFigures(double bytes, double millis) {

    /** As one line. */
    String written() {
        return bytes + " " + millis;
    }

    /** What {@link #written()} gave. */
    static CheckpointFigures read(String line) {
        String[] parts = line.split(" ");
        return new CheckpointFigures(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }
}
