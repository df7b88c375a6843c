package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.Restart;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users see of gaps, of what lists say, and of namespaces that are new. */
class GapITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final NomadSimulator server =
            NomadSimulator.builder().bufferSize(3).heartbeat(Duration.ofMillis(200)).start();

    /** Ends all connections and lets none come back for a while. */
    private void dropAll() {
        server.faults().refuseStreams(500, Duration.ofSeconds(2));
        server.faults().closeAll();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NomadSourceBuilder<String> source() {
        return NomadSource.<String>builder()
                .setAddresses(server.address())
                .setTopics(Topic.ALLOCATION)
                .setDeserializer(new GapWords());
    }

    private void publish(int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Simulated.allocation("a" + index, index));
        }
    }

    /** The server is away while more is written than it remembers. */
    private void missALot() {
        dropAll();
        publish(12, 18);
    }

    @Test
    void aGapIsReportedWithItsIndexesBeforeWhatFollows() throws Exception {
        publish(10, 11);
        try (Following records = Following.running(source())) {
            assertThat(records.next(2)).containsExactly("STREAM a10", "STREAM a11");
            missALot();

            assertThat(records.next(5))
                    .containsExactly(
                            "gap 11..15 DROPPED_FROM_BUFFER",
                            "STREAM a15",
                            "STREAM a16",
                            "STREAM a17",
                            "STREAM a18");
        }
    }

    @Test
    void aGapFailsTheJobIfWanted() throws Exception {
        publish(10, 11);
        try (Following records = Following.running(source().setGapPolicy(GapPolicy.fail()))) {
            records.next(2);
            missALot();

            assertThat(records.failure())
                    .hasStackTraceContaining("GapException")
                    .hasStackTraceContaining("11");
        }
    }

    @Test
    void aGapIsHealedFromListsEachObjectOnce() throws Exception {
        publish(10, 11);
        try (Following records = Following.running(source().setGapPolicy(GapPolicy.backfill()))) {
            records.next(2);
            missALot();

            assertThat(records.next(9))
                    .containsExactly(
                            "gap 11..15 DROPPED_FROM_BUFFER",
                            "BACKFILL a12",
                            "BACKFILL a13",
                            "BACKFILL a14",
                            "healed 11..15 DROPPED_FROM_BUFFER",
                            "STREAM a15",
                            "STREAM a16",
                            "STREAM a17",
                            "STREAM a18");
        }
    }

    @Test
    void whatAServerThatIsBehindSendsOfAHealedGapIsNotDeliveredAgain() throws Exception {
        try (Follower behind = server.follower();
                Following records =
                        Following.running(
                                source().setAddresses(behind.address())
                                        .setGapPolicy(GapPolicy.backfill()))) {
            server.publish(10, Simulated.allocation("a10", 10));
            List<String> before = records.next(1);
            behind.pause();
            server.publish(11, Simulated.allocation("a11", 11));
            server.publish(12, Simulated.allocation("a12", 12));
            behind.simulator().faults().forget();
            behind.simulator().faults().closeAll();
            List<String> gap = records.next(4);
            behind.resume();
            server.publish(13, Simulated.allocation("a13", 13));

            assertThat(before).containsExactly("STREAM a10");
            assertThat(gap)
                    .containsExactly(
                            "gap 10..13 DROPPED_FROM_BUFFER",
                            "BACKFILL a11",
                            "BACKFILL a12",
                            "healed 10..13 DROPPED_FROM_BUFFER");
            assertThat(records.next(1)).containsExactly("STREAM a13");
        }
    }

    @Test
    void whatChangedTwiceInAGapIsHealedOnceWithItsLastState() throws Exception {
        publish(10, 11);
        try (Following records = Following.running(source().setGapPolicy(GapPolicy.backfill()))) {
            records.next(2);
            dropAll();
            server.publish(12, Simulated.allocation("twice", 12));
            server.publish(13, Simulated.allocation("twice", 13));
            publish(14, 18);

            assertThat(records.next(4))
                    .containsExactly(
                            "gap 11..15 DROPPED_FROM_BUFFER",
                            "BACKFILL twice",
                            "BACKFILL a14",
                            "healed 11..15 DROPPED_FROM_BUFFER");
        }
    }

    private NomadSourceBuilder<String> healingJobsAndEvaluations() {
        return source().setTopics(Topic.JOB, Topic.EVALUATION)
                .setOneSplit(true)
                .setGapPolicy(GapPolicy.backfill());
    }

    @Test
    void ofAnIndexOfTwoLinesHealingReadsOnlyTheLineThatIsMissing() throws Exception {
        server.publish(10, Simulated.job("default", "web", 10));
        try (Following records = Following.running(healingJobsAndEvaluations())) {
            records.next(1);
            dropAll();
            server.publish(10, Simulated.evaluation("registered", 10, 0));
            for (int index = 12; index <= 18; index++) {
                server.publish(index, Simulated.evaluation("e" + index, index, 0));
            }

            assertThat(records.next(7))
                    .containsExactly(
                            "gap 9..15 DROPPED_FROM_BUFFER",
                            "BACKFILL registered",
                            "BACKFILL e12",
                            "BACKFILL e13",
                            "BACKFILL e14",
                            "healed 9..15 DROPPED_FROM_BUFFER",
                            "STREAM e15");
        }
    }

    @Test
    void whatListsToldOfAnIndexDoesNotComeWithItsSecondLine() throws Exception {
        server.publish(10, Simulated.evaluation("e10", 10, 0));
        try (Following records = Following.running(healingJobsAndEvaluations())) {
            records.next(1);
            dropAll();
            server.publish(12, Simulated.evaluation("e12", 12, 0));
            server.publish(18, Simulated.job("default", "web", 18));
            server.publish(18, Simulated.evaluation("registered", 18, 0));
            server.publish(19, Simulated.evaluation("e19", 19, 0));
            server.publish(20, Simulated.evaluation("e20", 20, 0));

            assertThat(records.next(7))
                    .containsExactly(
                            "gap 10..19 DROPPED_FROM_BUFFER",
                            "BACKFILL e12",
                            "BACKFILL registered",
                            "healed 10..19 DROPPED_FROM_BUFFER",
                            "STREAM web",
                            "STREAM e19",
                            "STREAM e20");
        }
    }

    @Test
    void aSnapshotComesBeforeTheStreamWithoutLossOrDouble() throws Exception {
        publish(10, 12);
        try (Following records =
                Following.running(source().setStartingPosition(StartingPosition.snapshot()))) {
            List<String> existing = records.next(3);
            publish(13, 15);

            assertThat(existing).containsExactly("SNAPSHOT a10", "SNAPSHOT a11", "SNAPSHOT a12");
            assertThat(records.next(3)).containsExactly("STREAM a13", "STREAM a14", "STREAM a15");
        }
    }

    @Test
    void aNamespaceCreatedLaterIsReadFromItsCreationOn() throws Exception {
        publish(10, 11);
        try (Following records = Following.running(source())) {
            records.next(2);
            server.createNamespace("late");
            long created = server.lastIndex();
            server.publish(created + 5, Simulated.allocation("late", "b1", created + 5, 0));
            server.publish(created + 6, Simulated.allocation("default", "c1", created + 6, 0));

            assertThat(records.next(2)).containsExactlyInAnyOrder("STREAM b1", "STREAM c1");
        }
    }

    @Test
    void aNamespaceThatAnOldServerShowsAtOnceIsNotReadAgain() throws Exception {
        try (NomadSimulator old = NomadSimulator.builder().profile(Profile.V1_6).start()) {
            old.publish(10, Simulated.allocation("a10", 10));
            try (Following records = Following.running(source().setAddresses(old.address()))) {
                records.next(1);
                old.publish(15, Simulated.allocation("late", "b1", 15, 0));
                old.publish(16, Simulated.allocation("late", "b2", 16, 0));
                List<String> first = records.next(2);
                Await.until("the namespace is noticed", () -> namespaceReads(old) > 2);
                old.publish(17, Simulated.allocation("late", "b3", 17, 0));

                assertThat(first).containsExactly("STREAM b1", "STREAM b2");
                assertThat(records.next(1)).containsExactly("STREAM b3");
            }
        }
    }

    private static long namespaceReads(NomadSimulator server) {
        return server.requests().stream().filter(r -> r.startsWith("/v1/namespaces")).count();
    }

    @Test
    void aServerThatStartsAgainAndKnowsNothingYetMakesNeitherGapNorFailure() throws Exception {
        publish(10, 12);
        try (Following records = Following.running(source())) {
            records.next(3);
            Duration blind = Duration.ofMillis(500);
            server.restart(Restart.replaying(Duration.ofMillis(200)).visibly().blindFor(blind));
            publish(13, 14);

            assertThat(records.next(2)).containsExactly("STREAM a13", "STREAM a14");
        }
    }
}
