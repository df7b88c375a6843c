package io.nomadflink.benchmarks.consumer;

import java.nio.file.Path;

/** A way, once, in this process. */
public final class OnePass {
    private OnePass() {}

    public static Pass of(String way, int port, long events, Path scratch) throws Exception {
        Meter meter = new Meter(events);
        Stream stream = new Stream(port, events, 0, scratch.toString(), "");
        try (Way consumer = Ways.of(way, stream)) {
            consumer.consume(meter);
        }
        return meter.result();
    }
}
