package io.nomadflink.benchmarks;

/** Tells on standard error how far a measurement is. */
final class Progress {
    private final int steps;
    private final long began = System.nanoTime();
    private int done;

    Progress(int steps) {
        this.steps = steps;
    }

    void step() {
        done++;
        double seconds = (System.nanoTime() - began) / 1e9;
        System.err.printf(
                "\rpass %d of %d, about %.0f s left   ",
                done, steps, seconds / done * (steps - done));
        if (done == steps) {
            System.err.println();
        }
    }
}
