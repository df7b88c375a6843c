package io.nomadflink.jobs.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real broker in this process, which can go away and come back with what it had, and whose
 * clients may have to know a password.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final Properties properties;
    private final int port;
    private final String password;
    private KafkaRaftServer server;

    public KafkaBroker(Path directory) throws Exception {
        this(directory, null);
    }

    /**
     * @param password null for none
     */
    public KafkaBroker(Path directory, String password) throws Exception {
        this.password = password;
        port = freePort();
        properties = properties(directory, freePort());
        Formatter formatter =
                new Formatter()
                        .setClusterId(Uuid.randomUuid().toString())
                        .setNodeId(1)
                        .setControllerListenerName("CONTROLLER")
                        .setMetadataLogDirectory(directory.toString())
                        .addDirectory(directory.toString());
        formatter.run();
        start();
    }

    private Properties properties(Path directory, int controller) throws IOException {
        Properties p = new Properties();
        p.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.voters", "1@localhost:" + controller,
                        "controller.listener.names", "CONTROLLER",
                        "listeners",
                                "CLIENT://localhost:%d,INSIDE://localhost:%d,CONTROLLER://localhost:%d"
                                        .formatted(port, freePort(), controller),
                        "listener.security.protocol.map",
                                "CLIENT:%s,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT"
                                        .formatted(protocol()),
                        "inter.broker.listener.name", "INSIDE",
                        "log.dirs", directory.toString(),
                        "message.max.bytes", "16777216",
                        "group.initial.rebalance.delay.ms", "0"));
        if (password != null) {
            p.put("sasl.enabled.mechanisms", "PLAIN");
            p.put("listener.name.client.sasl.enabled.mechanisms", "PLAIN");
            p.put(
                    "listener.name.client.plain.sasl.jaas.config",
                    LOGIN + " user_jobs=\"" + password + "\";");
        }
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
        return p;
    }

    private String protocol() {
        return password == null ? "PLAINTEXT" : "SASL_PLAINTEXT";
    }

    /** What a client needs to know. */
    public Map<String, String> client() {
        return password == null
                ? Map.of()
                : Map.of(
                        "security.protocol",
                        protocol(),
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        LOGIN + " username=\"jobs\" password=\"" + password + "\";");
    }

    public void start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** {@code localhost:PORT}. */
    public String address() {
        return "localhost:" + port;
    }

    /** All committed records of a topic, partition by partition; none if it is not there. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Properties p = new Properties();
        p.putAll(client());
        p.put("bootstrap.servers", address());
        p.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(p, bytes, bytes)) {
            List<TopicPartition> partitions =
                    consumer.listTopics().getOrDefault(topic, List.of()).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p1 -> consumer.position(p1) < ends.get(p1))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
