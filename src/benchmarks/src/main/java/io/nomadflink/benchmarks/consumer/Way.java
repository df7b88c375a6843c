package io.nomadflink.benchmarks.consumer;

/** A way to consume a stream. */
@FunctionalInterface
interface Way {

    /** Consumes the whole stream once. */
    void consume(Meter meter) throws Exception;
}
