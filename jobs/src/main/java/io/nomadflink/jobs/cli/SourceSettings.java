package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadSourceOptions;
import java.time.Duration;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.Option;

/** How much the source holds, and what its metrics reckon with. */
final class SourceSettings {
    @Option(
            names = "--queue-size",
            paramLabel = "SIZE",
            converter = Sizes.class,
            defaultValue = "16m",
            description =
                    "How much is held in memory between socket and job, as 16m (default: ${DEFAULT-VALUE}).")
    MemorySize queueSize;

    @Option(
            names = "--event-buffer-size",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "What Nomad's servers have as event_buffer_size; metrics and alerts tell with it how long"
                            + " that lasts (default: ${DEFAULT-VALUE}, as Nomad's).")
    int eventBufferSize;

    @Option(
            names = "--target-outage",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description =
                    "An outage that should cost nothing; a metric tells the event_buffer_size for it (default:"
                            + " ${DEFAULT-VALUE}).")
    Duration targetOutage;

    /**
     * @throws UserException for a buffer without a size, or an outage without a length
     */
    void check() {
        if (eventBufferSize <= 0) {
            throw UserException.usage(
                    "--event-buffer-size " + eventBufferSize + ": expected more than zero");
        }
        if (targetOutage.isZero()) {
            throw UserException.usage("--target-outage 0s: expected more than zero");
        }
    }

    <T> NomadSourceBuilder<T> applyTo(NomadSourceBuilder<T> source) {
        return source.setOption(NomadSourceOptions.QUEUE_SIZE, queueSize)
                .setOption(NomadSourceOptions.EVENT_BUFFER_SIZE, eventBufferSize)
                .setOption(NomadSourceOptions.TARGET_OUTAGE, targetOutage);
    }
}
