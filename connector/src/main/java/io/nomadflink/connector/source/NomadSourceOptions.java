package io.nomadflink.connector.source;

import io.nomadflink.connector.client.Access;
import io.nomadflink.connector.client.ClientSettings;
import io.nomadflink.connector.client.SpoolSettings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Settings of the source besides what it reads. */
@PublicEvolving
public final class NomadSourceOptions {

    public static final ConfigOption<Duration> IDLE_TIMEOUT =
            ConfigOptions.key("nomad.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(45))
                    .withDescription(
                            "A stream without any byte for so long is dead and connected anew. Nomad sends a heartbeat every"
                                    + " 30 s, so it must be longer.");

    public static final ConfigOption<Duration> OPEN_TIMEOUT =
            ConfigOptions.key("nomad.open-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "How long to wait for a connection, its head and the first heartbeat of a stream.");

    public static final ConfigOption<Duration> REQUEST_TIMEOUT =
            ConfigOptions.key("nomad.request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("How long to wait for the answer of a list or a probe.");

    public static final ConfigOption<Duration> START_TIMEOUT =
            ConfigOptions.key("nomad.start-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "A subscription that could not be opened for the first time within it fails the job.");

    public static final ConfigOption<Duration> AUTHORIZATION_GRACE =
            ConfigOptions.key("nomad.authorization-grace")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(2))
                    .withDescription(
                            "A subscription that had worked and is then refused for so long fails the job. Until then the"
                                    + " token is read anew at each attempt.");

    public static final ConfigOption<MemorySize> QUEUE_SIZE =
            ConfigOptions.key("nomad.queue-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(16))
                    .withDescription(
                            "How much of one subscription is held between socket and job. A single larger line passes.");

    public static final ConfigOption<MemorySize> MAX_LINE_SIZE =
            ConfigOptions.key("nomad.max-line-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(256))
                    .withDescription(
                            "A longer line fails the job. Nomad does not bound lines: a plan of 1000 allocations is one.");

    public static final ConfigOption<Duration> STALL_TIMEOUT =
            ConfigOptions.key("nomad.stall-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(20))
                    .withDescription(
                            "When the queue stays full for so long, the source disconnects on purpose and resumes by index."
                                    + " Nomad cuts a reader that stalls for 40 s in the middle of a line, so it must be shorter.");

    public static final ConfigOption<Duration> MIN_BACKOFF =
            ConfigOptions.key("nomad.backoff.min")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "The first pause before connecting anew; it doubles, with jitter.");

    public static final ConfigOption<Duration> MAX_BACKOFF =
            ConfigOptions.key("nomad.backoff.max")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(3))
                    .withDescription("The longest pause before connecting anew.");

    public static final ConfigOption<Duration> NAMESPACE_INTERVAL =
            ConfigOptions.key("nomad.namespace-interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "How often a subscription to all namespaces looks for new ones: servers from 1.9.6 on leave those"
                                    + " out that were created after the subscription.");

    public static final ConfigOption<Duration> FRESHNESS_INTERVAL =
            ConfigOptions.key("nomad.freshness-interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "How often the server of a quiet stream is compared with its cluster: one that lags or is cut off"
                                    + " sends heartbeats too. With several addresses another one is used then.");

    public static final ConfigOption<IndexReset> INDEX_RESET =
            ConfigOptions.key("nomad.index-reset")
                    .enumType(IndexReset.class)
                    .defaultValue(IndexReset.FAIL)
                    .withDescription(
                            "What happens when the cluster's index began again below what had been read, because it"
                                    + " was rebuilt or is another one.");

    public static final ConfigOption<Integer> EVENT_BUFFER_SIZE =
            ConfigOptions.key("nomad.event-buffer-size")
                    .intType()
                    .defaultValue(100)
                    .withDescription(
                            "What the servers have as event_buffer_size; only for the metric bufferSeconds.");

    public static final ConfigOption<Duration> TARGET_OUTAGE =
            ConfigOptions.key("nomad.target-outage")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription(
                            "An outage that should cost nothing; only for the metric recommendedEventBufferSize.");

    public static final ConfigOption<Boolean> HEDGE =
            ConfigOptions.key("nomad.hedge")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Reads each subscription from two servers at once, whichever is first: the end of one costs"
                                    + " nothing, not even a pause. Needs at least two addresses, of servers or of agents"
                                    + " that use different ones; doubles connections, traffic and nomad.queue-size.");

    public static final ConfigOption<String> SPOOL_DIRECTORY =
            ConfigOptions.key("nomad.spool.directory")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A directory on the TaskManagers where lines are kept that do not fit into the queue, so that"
                                    + " a job may stall for longer than Nomad's buffer lasts. Without it there is none.");

    public static final ConfigOption<MemorySize> SPOOL_MAX_BYTES =
            ConfigOptions.key("nomad.spool.max-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1024))
                    .withDescription(
                            "How much each connection may keep in nomad.spool.directory. When that is full, too, the source"
                                    + " disconnects on purpose and resumes by index.");

    private NomadSourceOptions() {}

    /** All options, for documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                IDLE_TIMEOUT,
                OPEN_TIMEOUT,
                REQUEST_TIMEOUT,
                START_TIMEOUT,
                AUTHORIZATION_GRACE,
                QUEUE_SIZE,
                MAX_LINE_SIZE,
                STALL_TIMEOUT,
                MIN_BACKOFF,
                MAX_BACKOFF,
                NAMESPACE_INTERVAL,
                FRESHNESS_INTERVAL,
                INDEX_RESET,
                EVENT_BUFFER_SIZE,
                TARGET_OUTAGE,
                HEDGE,
                SPOOL_DIRECTORY,
                SPOOL_MAX_BYTES);
    }

    /**
     * The client's settings under these options.
     *
     * @throws IllegalArgumentException for a value that cannot work, naming option and value
     */
    public static ClientSettings settings(
            List<String> addresses, Access access, Configuration options) {
        OptionLimits.check(options);
        return new ClientSettings(
                addresses,
                access,
                positive(options, IDLE_TIMEOUT),
                positive(options, OPEN_TIMEOUT),
                positive(options, REQUEST_TIMEOUT),
                positive(options, START_TIMEOUT),
                positive(options, AUTHORIZATION_GRACE),
                size(options, QUEUE_SIZE),
                (int) Math.min(Integer.MAX_VALUE - 64, size(options, MAX_LINE_SIZE)),
                positive(options, STALL_TIMEOUT),
                positive(options, MIN_BACKOFF),
                positive(options, MAX_BACKOFF),
                positive(options, NAMESPACE_INTERVAL),
                positive(options, FRESHNESS_INTERVAL),
                options.get(HEDGE),
                spool(options));
    }

    private static SpoolSettings spool(Configuration options) {
        String directory = options.get(SPOOL_DIRECTORY);
        return directory == null
                ? null
                : new SpoolSettings(directory, size(options, SPOOL_MAX_BYTES));
    }

    private static Duration positive(Configuration options, ConfigOption<Duration> option) {
        Duration value = options.get(option);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    option.key() + " is " + value + ": expected more than zero");
        }
        return value;
    }

    private static long size(Configuration options, ConfigOption<MemorySize> option) {
        MemorySize value = options.get(option);
        if (value.getBytes() == 0) {
            throw new IllegalArgumentException(option.key() + " is 0: expected more than zero");
        }
        return value.getBytes();
    }
}
