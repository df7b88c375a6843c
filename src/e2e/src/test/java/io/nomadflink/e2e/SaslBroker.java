package io.nomadflink.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker in this process whose clients must know a password. */
final class SaslBroker implements AutoCloseable {
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final int port = Java.freePort();
    private final String password;
    private final KafkaRaftServer server;

    SaslBroker(Path directory, String password) throws Exception {
        this.password = password;
        int controller = Java.freePort();
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
        server =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(settings(directory, controller)), Time.SYSTEM);
        server.startup();
    }

    private Properties settings(Path directory, int controller) throws Exception {
        Properties p = new Properties();
        p.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.voters", "1@localhost:" + controller,
                        "controller.listener.names", "CONTROLLER",
                        "listeners",
                                "CLIENT://localhost:%d,INSIDE://localhost:%d,CONTROLLER://localhost:%d"
                                        .formatted(port, Java.freePort(), controller),
                        "listener.security.protocol.map",
                                "CLIENT:SASL_PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name", "INSIDE",
                        "log.dirs", directory.toString(),
                        "message.max.bytes", "16777216",
                        "listener.name.client.plain.sasl.jaas.config",
                                LOGIN + " user_jobs=\"" + password + "\";"));
        p.put("listener.name.client.sasl.enabled.mechanisms", "PLAIN");
        p.put("sasl.enabled.mechanisms", "PLAIN");
        for (String single :
                List.of(
                        "offsets.topic.replication.factor",
                        "transaction.state.log.replication.factor",
                        "transaction.state.log.min.isr",
                        "offsets.topic.num.partitions",
                        "transaction.state.log.num.partitions",
                        "share.coordinator.state.topic.replication.factor",
                        "share.coordinator.state.topic.min.isr")) {
            p.put(single, "1");
        }
        p.put("group.initial.rebalance.delay.ms", "0");
        return p;
    }

    /** {@code localhost:PORT}. */
    String address() {
        return "localhost:" + port;
    }

    /** What a client needs to know. */
    Map<String, String> client() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", LOGIN + " username=\"jobs\" password=\"" + password + "\";");
    }

    /** The newest committed value of each key; of records without key, all under their offset. */
    Map<String, String> newest(String topic) {
        Properties p = new Properties();
        p.putAll(client());
        p.put("bootstrap.servers", address());
        p.put("isolation.level", "read_committed");
        Map<String, String> found = new HashMap<>();
        StringDeserializer text = new StringDeserializer();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(p, text, text)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    found.put(
                            record.key() == null ? "" + record.offset() : record.key(),
                            record.value());
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
