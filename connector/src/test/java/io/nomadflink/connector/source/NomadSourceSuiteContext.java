package io.nomadflink.connector.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.SimulatedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;

/**
 * What the suite writes to: unbounded, a simulated server with a topic for each of its splits;
 * bounded, a directory with a recording for each.
 */
final class NomadSourceSuiteContext implements DataStreamSourceExternalContext<String> {
    private static final int TOPICS = 6;
    private static final int RECORDS = 100;

    private final NomadSimulator server = NomadSimulator.builder().bufferSize(100_000).start();
    private final Path directory;
    private int writers;
    private long index;

    NomadSourceSuiteContext(String testName) {
        try {
            directory = Files.createTempDirectory("recordings");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
        NomadSourceBuilder<String> builder =
                NomadSource.<String>builder().setDeserializer(new Keys());
        if (settings.getBoundedness() == Boundedness.BOUNDED) {
            return builder.setRecording(directory).build();
        }
        for (int i = 0; i < TOPICS; i++) {
            builder.addTopic(topic(i));
        }
        return builder.setAddresses(server.address()).setNamespaces("default").build();
    }

    private static Topic topic(int number) {
        return Topic.of("Split" + number);
    }

    @Override
    public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
            TestingSourceSettings settings) {
        int number = writers++;
        return settings.getBoundedness() == Boundedness.BOUNDED
                ? new Recorder(directory.resolve("split-" + number + ".ndjson"))
                : new Publisher(topic(number).name());
    }

    @Override
    public List<String> generateTestData(
            TestingSourceSettings settings, int splitIndex, long seed) {
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(splitIndex + "-" + i + "-" + Long.toHexString(random.nextLong()));
        }
        return records;
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }

    @Override
    public List<URL> getConnectorJarPaths() {
        return List.of();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "Nomad";
    }

    /** Frames of one to three events on a topic. */
    private final class Publisher implements ExternalSystemSplitDataWriter<String> {
        private final String topic;

        Publisher(String topic) {
            this.topic = topic;
        }

        @Override
        public void writeRecords(List<String> records) {
            synchronized (server) {
                List<SimulatedEvent> frame = new ArrayList<>();
                for (String record : records) {
                    frame.add(event(record));
                    if (frame.size() > record.length() % 3) {
                        server.publish(++index, List.copyOf(frame));
                        frame.clear();
                    }
                }
                server.publish(++index, List.copyOf(frame));
            }
        }

        private SimulatedEvent event(String key) {
            return new SimulatedEvent(
                    topic,
                    "Test",
                    key,
                    "default",
                    List.of(),
                    JsonNodeFactory.instance.objectNode());
        }

        @Override
        public void close() {}
    }

    /** A file of frames. */
    private static final class Recorder implements ExternalSystemSplitDataWriter<String> {
        private final Path file;

        Recorder(Path file) {
            this.file = file;
        }

        @Override
        public void writeRecords(List<String> records) {
            StringBuilder lines = new StringBuilder("{}\n");
            long number = 0;
            for (String record : records) {
                lines.append("{\"Index\":")
                        .append(++number)
                        .append(",\"Events\":[{\"Topic\":\"Job\",\"Type\":\"Test\",\"Key\":\"")
                        .append(record)
                        .append("\",\"Namespace\":\"default\",\"Payload\":{}}]}\n");
            }
            try {
                Files.writeString(
                        file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }
}
