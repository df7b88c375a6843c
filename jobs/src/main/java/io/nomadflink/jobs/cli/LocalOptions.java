package io.nomadflink.jobs.cli;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How to run on Flink in this process; a cluster has settings of its own for these. */
final class LocalOptions {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Keep checkpoints here; a new run with the same directory goes on where the last one ended.")
    Path state;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description =
                    "How often results and state are made durable (default: ${DEFAULT-VALUE}).")
    Duration interval;

    @Option(
            names = "--stop-after",
            paramLabel = "DURATION",
            description = "Stop by itself after so long, as on Ctrl-C: with state saved.")
    Duration stopAfter;

    void check() {
        if (interval.toMillis() < 10) {
            throw UserException.usage(
                    "--checkpoint-interval "
                            + Durations.format(interval)
                            + " is shorter than 10ms");
        }
    }
}
