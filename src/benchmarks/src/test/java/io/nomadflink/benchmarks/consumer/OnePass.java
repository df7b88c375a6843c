package io.nomadflink.benchmarks.consumer;

import java.nio.file.Path;

/** A way, once, in this process. */
public final class OnePass {
    private OnePass() {}

    public static Pass of(String way, int port, long events, Path scratch) throws Exception {
        Meter meter = new Meter(events);
        Ways.of(way, new Stream(port, events, 0, scratch.toString(), "")).consume(meter);
        return meter.result();
    }
}
