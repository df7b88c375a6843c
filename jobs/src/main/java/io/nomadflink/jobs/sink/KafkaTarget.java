package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Kafka brokers, the prefix of topics there, and how to write: {@code
 * kafka://HOST:PORT[,HOST:PORT]/PREFIX[?exactly-once=true][&properties=FILE]}.
 *
 * <p>The file holds further client properties, which win over those of this class but for what the
 * specification and the guarantees rest on. Of them only the names are put into the job; the
 * values, perhaps passwords, are read by Kafka's own client where it connects.
 *
 * @param servers as in {@code bootstrap.servers}
 * @param properties of the client, or null
 * @param patience how long brokers may be away before the job fails
 */
public record KafkaTarget(
        String servers, String prefix, boolean exactlyOnce, String properties, Duration patience)
        implements Serializable {
    private static final String SCHEME = "kafka://";
    private static final String NAME = "[A-Za-z0-9._-]{1,200}";

    /**
     * The longest that brokers take by default: {@code transaction.max.timeout.ms}. What is to be
     * committed after so long is lost, since the broker has aborted it.
     */
    private static final Duration TRANSACTION = Duration.ofMinutes(15);

    /** Frames of Nomad are not bounded; brokers judge by their own, compressed measure. */
    private static final int LARGEST_REQUEST = 256 << 20;

    public static boolean matches(String spec) {
        return spec.startsWith(SCHEME);
    }

    /**
     * @throws IllegalArgumentException naming what is wrong
     */
    public static KafkaTarget parse(String spec, Duration patience) {
        SinkQuery query =
                SinkQuery.parse(
                        spec.substring(SCHEME.length()), Set.of("exactly-once", "properties"));
        int slash = query.target().indexOf('/');
        String servers = slash < 0 ? query.target() : query.target().substring(0, slash);
        String prefix = slash < 0 ? "" : query.target().substring(slash + 1);
        if (!Arrays.stream(servers.split(",", -1)).allMatch(s -> s.matches("[^@\\s:]+:\\d+"))) {
            throw new IllegalArgumentException(
                    "a sink kafka://… needs brokers as HOST:PORT, separated by commas");
        }
        if (!prefix.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a sink kafka://HOST:PORT/PREFIX needs a prefix of letters, digits, '.', '_'"
                            + " and '-'");
        }
        return new KafkaTarget(
                servers,
                prefix,
                query.flag("exactly-once"),
                absolute(query.text("properties")),
                patience);
    }

    /** Read where tasks run, too, in another working directory. */
    private static String absolute(String file) {
        return file == null ? null : Path.of(file).toAbsolutePath().toString();
    }

    /** The topic of a table, or of another name. */
    public String topic(String name) {
        return prefix + "." + name;
    }

    /**
     * @param name tells the sink's transactions from those of others of the job; the same in every
     *     run
     */
    public <T> Sink<T> sink(KafkaRecordSerializationSchema<T> records, String name) {
        return new SafeKafkaSink<>(
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(producer())
                        .setRecordSerializer(records)
                        .setDeliveryGuarantee(
                                exactlyOnce
                                        ? DeliveryGuarantee.EXACTLY_ONCE
                                        : DeliveryGuarantee.AT_LEAST_ONCE)
                        .setTransactionalIdPrefix(prefix + "-" + name)
                        .build());
    }

    Properties producer() {
        Properties producer = new Properties();
        long millis = Math.max(1_000, patience.toMillis());
        producer.setProperty("delivery.timeout.ms", Long.toString(millis));
        producer.setProperty("request.timeout.ms", Long.toString(Math.min(millis, 30_000)));
        producer.setProperty("linger.ms", "0");
        producer.setProperty("max.block.ms", Long.toString(millis));
        producer.setProperty("max.request.size", Integer.toString(LARGEST_REQUEST));
        producer.setProperty("compression.type", "gzip");
        producer.setProperty("transaction.timeout.ms", Long.toString(TRANSACTION.toMillis()));
        producer.putAll(client());
        producer.setProperty("enable.idempotence", "true");
        return producer;
    }

    /** What every client of these brokers needs. */
    public Properties client() {
        Properties client = new Properties();
        if (properties != null) {
            client.setProperty("config.providers", "file");
            client.setProperty(
                    "config.providers.file.class",
                    "org.apache.kafka.common.config.provider.FileConfigProvider");
            names(Path.of(properties))
                    .forEach(
                            name ->
                                    client.setProperty(
                                            name, "${file:" + properties + ":" + name + "}"));
        }
        client.setProperty("bootstrap.servers", servers);
        return client;
    }

    private static Set<String> names(Path file) {
        Properties all = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the Kafka properties " + file + " cannot be read: " + e.getClass().getName());
        }
        return all.stringPropertyNames();
    }

    /** {@code kafka://HOST:PORT/PREFIX}. */
    @Override
    public String toString() {
        return SCHEME + servers + "/" + prefix;
    }
}
