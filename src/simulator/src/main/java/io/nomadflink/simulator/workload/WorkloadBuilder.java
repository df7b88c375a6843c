package io.nomadflink.simulator.workload;

import java.time.Instant;
import java.util.Objects;

/** Settings of a {@link Workload}. */
public final class WorkloadBuilder {

    private static final int FEWEST_SERVICES = 6;

    private final TransactionSink sink;
    private long seed = 1;
    private double rate = 10;
    private Instant startTime = Instant.now();
    private long firstIndex = 10;
    private int nodes = 5;
    private int services;

    WorkloadBuilder(TransactionSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    /** The source of all chance. */
    public WorkloadBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** Lines per second of virtual time, on the average. */
    public WorkloadBuilder rate(double linesPerSecond) {
        if (!(linesPerSecond > 0)) {
            throw new IllegalArgumentException("rate must be positive: " + linesPerSecond);
        }
        rate = linesPerSecond;
        return this;
    }

    /** When the virtual clock begins; now unless told. */
    public WorkloadBuilder startTime(Instant value) {
        startTime = Objects.requireNonNull(value, "startTime");
        return this;
    }

    /** The first index, to go on after something else was published. */
    public WorkloadBuilder firstIndex(long value) {
        firstIndex = value;
        return this;
    }

    /** How many client nodes there are, at least two. */
    public WorkloadBuilder nodes(int value) {
        if (value < 2) {
            throw new IllegalArgumentException("nodes must be at least 2: " + value);
        }
        nodes = value;
        return this;
    }

    /** How many service jobs run beside batch jobs; unless told, more at higher rates. */
    public WorkloadBuilder services(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("services must be positive: " + value);
        }
        services = value;
        return this;
    }

    /** A workload that has not begun. */
    public Workload build() {
        return new Workload(this);
    }

    TransactionSink sink() {
        return sink;
    }

    long seed() {
        return seed;
    }

    double rate() {
        return rate;
    }

    Instant startTime() {
        return startTime;
    }

    long firstIndex() {
        return firstIndex;
    }

    int nodes() {
        return nodes;
    }

    int services() {
        return services > 0 ? services : (int) Math.max(FEWEST_SERVICES, rate);
    }
}
