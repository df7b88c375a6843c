package io.nomadflink.benchmarks.consumer;

import java.io.Closeable;
import java.io.IOException;

/** A way to consume a stream. */
@FunctionalInterface
interface Way extends Closeable {

    /** Consumes the whole stream once. */
    void consume(Meter meter) throws Exception;

    @Override
    default void close() throws IOException {}
}
