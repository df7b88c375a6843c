package io.nomadflink.connector.source;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Nomad's own times, and options among each other, allow. */
final class OptionLimits {
    private static final Logger LOG = LoggerFactory.getLogger(OptionLimits.class);

    /** Between two heartbeats of a stream (Nomad 1.0 to 2.0). */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** After which Nomad cuts a reader that stalls (1.11.2 or later). */
    private static final Duration WRITE_DEADLINE = Duration.ofSeconds(40);

    private OptionLimits() {}

    /**
     * @throws IllegalArgumentException for a value that cannot work, naming option and value
     */
    static void check(Configuration options) {
        Duration least = options.get(NomadSourceOptions.MIN_BACKOFF);
        if (least.compareTo(options.get(NomadSourceOptions.MAX_BACKOFF)) > 0) {
            throw refused(
                    options,
                    NomadSourceOptions.MAX_BACKOFF,
                    "at least " + NomadSourceOptions.MIN_BACKOFF.key() + ", which is " + least);
        }
        if (options.get(NomadSourceOptions.STALL_TIMEOUT).compareTo(WRITE_DEADLINE) >= 0) {
            throw refused(
                    options,
                    NomadSourceOptions.STALL_TIMEOUT,
                    "less than the "
                            + WRITE_DEADLINE
                            + " after which Nomad itself cuts a reader that stalls");
        }
        if (options.get(NomadSourceOptions.EVENT_BUFFER_SIZE) <= 0) {
            throw refused(options, NomadSourceOptions.EVENT_BUFFER_SIZE, "more than zero");
        }
        warnOfSilence(options.get(NomadSourceOptions.IDLE_TIMEOUT));
    }

    private static IllegalArgumentException refused(
            Configuration options, ConfigOption<?> option, String expected) {
        return new IllegalArgumentException(
                option.key() + " is " + options.get(option) + ": expected " + expected);
    }

    /** No error: a server behind a proxy that sends something itself could do with it. */
    private static void warnOfSilence(Duration idle) {
        if (idle.compareTo(HEARTBEAT) <= 0) {
            LOG.warn(
                    "{} is {}, but Nomad sends a heartbeat only every {}: quiet streams will be"
                            + " connected anew again and again",
                    NomadSourceOptions.IDLE_TIMEOUT.key(),
                    idle,
                    HEARTBEAT);
        }
    }
}
