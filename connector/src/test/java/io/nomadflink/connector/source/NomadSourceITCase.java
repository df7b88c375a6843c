package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.Recording;
import io.nomadflink.simulator.RecordingPlayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The source on a MiniCluster, from a file and from a simulated server. */
class NomadSourceITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final Path RECORDING =
            Path.of(System.getProperty("recordings"), "2.0.5-acl", "events.ndjson.gz");
    private static final int EVENTS = 838;

    private static NomadSourceBuilder<NomadEvent> events() {
        return NomadSource.<NomadEvent>builder().setDeserializer(NomadEventDeserializer.events());
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        return env;
    }

    private static List<NomadEvent> collect(NomadSource<NomadEvent> source, int count)
            throws Exception {
        StreamExecutionEnvironment env = environment();
        List<NomadEvent> found = new ArrayList<>();
        try (CloseableIterator<NomadEvent> records =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "nomad")
                        .executeAndCollect()) {
            while (found.size() < count && records.hasNext()) {
                found.add(records.next());
            }
        }
        return found;
    }

    @Test
    void readsARecordingToItsEnd() throws Exception {
        List<NomadEvent> found =
                collect(events().setRecording(RECORDING).build(), Integer.MAX_VALUE);

        assertThat(found).hasSize(EVENTS);
        assertThat(found).isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void readsAServerWithOneSplitForAllTopics(Profile profile) throws Exception {
        try (NomadSimulator server =
                        NomadSimulator.builder().profile(profile).bufferSize(10_000).start();
                RecordingPlayer player = new RecordingPlayer(server, Recording.of(RECORDING))) {
            player.playAll();

            List<NomadEvent> found =
                    collect(
                            events().setAddresses(server.address()).setOneSplit(true).build(),
                            EVENTS);

            assertThat(found).hasSize(EVENTS);
        }
    }

    @Test
    void comesBackAfterEachCutWithoutLossOrDuplicate() throws Exception {
        try (NomadSimulator server =
                        NomadSimulator.builder()
                                .heartbeat(Duration.ofMillis(100))
                                .bufferSize(10_000)
                                .start();
                RecordingPlayer player = new RecordingPlayer(server, Recording.of(RECORDING))) {
            Thread vandal = new Thread(() -> cutAllTheTime(server));
            vandal.setDaemon(true);
            player.start(20);
            vandal.start();

            List<NomadEvent> found =
                    collect(
                            events().setAddresses(server.address())
                                    .setTopics(
                                            Topic.ALLOCATION,
                                            Topic.JOB,
                                            Topic.EVALUATION,
                                            Topic.NODE)
                                    .setOneSplit(true)
                                    .build(),
                            600);
            vandal.interrupt();

            assertThat(found).doesNotHaveDuplicates();
            assertThat(found).isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
        }
    }

    @Test
    void readsTwoServersAtOnceOfWhichEitherDies() throws Exception {
        try (NomadSimulator leader =
                        NomadSimulator.builder()
                                .heartbeat(Duration.ofMillis(100))
                                .bufferSize(10_000)
                                .start();
                Follower follower = leader.follower();
                RecordingPlayer player = new RecordingPlayer(leader, Recording.of(RECORDING))) {
            Thread vandal = new Thread(() -> killInTurn(follower.simulator(), leader));
            vandal.setDaemon(true);
            player.start(20);
            vandal.start();

            List<NomadEvent> found =
                    collect(
                            events().setAddresses(leader.address(), follower.address())
                                    .setOption(NomadSourceOptions.HEDGE, true)
                                    .setOneSplit(true)
                                    .build(),
                            EVENTS);
            vandal.interrupt();

            assertThat(found).hasSize(EVENTS).doesNotHaveDuplicates();
            assertThat(found).isSortedAccordingTo((a, b) -> Long.compare(a.index(), b.index()));
        }
    }

    private static void killInTurn(NomadSimulator... servers) {
        for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
            NomadSimulator victim = servers[turn % servers.length];
            if (victim.awaitSubscribers(1, Duration.ofSeconds(1))) {
                victim.stop();
                victim.start();
            }
        }
    }

    private static void cutAllTheTime(NomadSimulator server) {
        try {
            while (true) {
                server.faults().cutNextLine();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
