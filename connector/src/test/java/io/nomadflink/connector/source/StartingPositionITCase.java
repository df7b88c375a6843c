package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.SimulatedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a job begins, what it covers, and what is too large for it. */
class StartingPositionITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private NomadSimulator server;

    @BeforeEach
    void start() {
        serve(Profile.V2_0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(Profile profile) {
        if (server != null) {
            server.close();
        }
        server =
                NomadSimulator.builder()
                        .profile(profile)
                        .namespaces("blue", "red", "green")
                        .bufferSize(1000)
                        .start();
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setTopics(Topic.ALLOCATION)
                .setDeserializer(new Keys());
    }

    private static <T> CloseableIterator<T> running(NomadSource<T> source) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "nomad")
                .executeAndCollect();
    }

    private static <T> List<T> next(CloseableIterator<T> records, int count) {
        List<T> found = new ArrayList<>();
        while (found.size() < count && records.hasNext()) {
            found.add(records.next());
        }
        return found;
    }

    private void publish(int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Simulated.allocation("a" + index, index));
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void latestDeliversNothingThatWasThereBefore(Profile profile) throws Exception {
        serve(profile);
        publish(1, 50);
        try (CloseableIterator<String> records =
                running(source().setStartingPosition(StartingPosition.latest()).build())) {
            assertThat(server.awaitSubscribers(1, Duration.ofSeconds(30))).isTrue();
            publish(51, 53);

            assertThat(next(records, 3)).containsExactly("a51", "a52", "a53");
        }
    }

    @Test
    void latestDropsTheTailOfATopicThatHasNoList() throws Exception {
        server.publish(1, Simulated.allocation("a", 1));
        server.publish(2, unheard("old", 2));
        server.publish(3, Simulated.allocation("a", 3));
        server.publish(3, unheard("old too", 3));
        try (CloseableIterator<String> records =
                running(
                        source().setTopics(Topic.of("Unheard"))
                                .setStartingPosition(StartingPosition.latest())
                                .build())) {
            assertThat(server.awaitSubscribers(1, Duration.ofSeconds(30))).isTrue();
            server.publish(4, unheard("new", 4));

            assertThat(next(records, 1)).containsExactly("new");
        }
    }

    private static SimulatedEvent unheard(String key, long index) {
        return new SimulatedEvent(
                "Unheard", "T", key, "default", List.of(), JsonNodeFactory.instance.objectNode());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void atIndexBeginsWithThatIndex(Profile profile) throws Exception {
        serve(profile);
        publish(1, 30);
        try (CloseableIterator<String> records =
                running(source().setStartingPosition(StartingPosition.atIndex(28)).build())) {
            assertThat(next(records, 3)).containsExactly("a28", "a29", "a30");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void severalNamespacesHaveNodesOnce(Profile profile) throws Exception {
        serve(profile);
        server.publish(
                1,
                Simulated.allocation("blue", "b", 1, 0),
                Simulated.allocation("red", "r", 1, 0),
                Simulated.allocation("green", "g", 1, 0),
                Simulated.node("n", 1));
        server.publish(2, Simulated.node("m", 2), Simulated.job("red", "web", 2));
        for (boolean oneSplit : new boolean[] {true, false}) {
            try (CloseableIterator<String> records =
                    running(
                            source().setTopics(Topic.ALLOCATION, Topic.NODE, Topic.JOB)
                                    .setNamespaces("red", "blue")
                                    .setOneSplit(oneSplit)
                                    .build())) {
                List<String> found = next(records, 5);
                server.publish(
                        server.lastIndex() + 1,
                        Simulated.allocation("blue", "end", server.lastIndex() + 1, 0),
                        Simulated.node("end", server.lastIndex() + 1));
                found.addAll(next(records, 2));

                assertThat(found.subList(0, 5))
                        .containsExactlyInAnyOrder("b", "r", "n", "m", "web");
                assertThat(found.subList(5, 7)).containsExactly("end", "end");
            }
            serve(profile);
            server.publish(
                    1,
                    Simulated.allocation("blue", "b", 1, 0),
                    Simulated.allocation("red", "r", 1, 0));
            server.publish(2, Simulated.node("n", 2), Simulated.node("m", 2));
            server.publish(2, Simulated.job("red", "web", 2));
        }
    }

    @Test
    void aLineOf64MiBPassesThroughAJob() throws Exception {
        server.publish(1, Simulated.allocation("a1", 1));
        server.publish(2, Simulated.allocationOf(2, 64 << 20));
        server.publish(3, Simulated.allocation("a3", 3));
        NomadSource<Integer> lengths =
                NomadSource.<Integer>builder()
                        .setAddresses(server.address())
                        .setTopics(Topic.ALLOCATION)
                        .setOption(NomadSourceOptions.QUEUE_SIZE, MemorySize.ofMebiBytes(16))
                        .setDeserializer(new Lengths())
                        .build();
        try (CloseableIterator<Integer> records = running(lengths)) {
            List<Integer> found = next(records, 3);

            assertThat(found).element(1).asInstanceOf(INTEGER).isGreaterThan(64 << 20);
            assertThat(found.get(0)).isEqualTo(found.get(2)).isLessThan(1000);
        }
    }

    @Test
    void aLineAboveTheCeilingFailsTheJobInWords() throws Exception {
        server.publish(1, Simulated.allocationOf(1, 2 << 20));
        try (CloseableIterator<String> records =
                running(
                        source().setOption(
                                        NomadSourceOptions.MAX_LINE_SIZE, MemorySize.ofMebiBytes(1))
                                .build())) {
            assertThatThrownBy(() -> next(records, 1))
                    .hasStackTraceContaining("longer than 1048576 bytes")
                    .hasStackTraceContaining("nomad.max-line-size");
        }
    }

    /** How long payloads are. */
    private static final class Lengths implements NomadEventDeserializer<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(NomadEvent event, RecordOutput<Integer> out) {
            out.collect(event.payloadLength());
        }

        @Override
        public TypeInformation<Integer> getProducedType() {
            return Types.INT;
        }
    }
}
