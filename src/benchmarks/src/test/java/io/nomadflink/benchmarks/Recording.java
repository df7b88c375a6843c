package io.nomadflink.benchmarks;

import java.nio.file.Path;

/** The recording that streams are made of. */
public final class Recording {
    public static final Path FILE =
            Path.of(System.getProperty("recordings"), "2.0.5", "events.ndjson.gz");

    private Recording() {}
}
