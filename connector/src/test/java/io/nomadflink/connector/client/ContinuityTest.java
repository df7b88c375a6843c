package io.nomadflink.connector.client;

import static io.nomadflink.connector.client.Frames.frame;
import static io.nomadflink.connector.client.Frames.job;
import static io.nomadflink.connector.client.Frames.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.Continuity.Decision;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each row of what a server may answer to a subscription that asks for its position. */
class ContinuityTest {
    private static final long N = 100;

    /** Has read to N, with one event there, and lost its connection. */
    private static Continuity readToN() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());
        assertThat(continuity.frame(frame(99, "a"))).isEqualTo(Decision.DELIVER);
        assertThat(continuity.frame(frame(N, "b"))).isEqualTo(Decision.DELIVER);
        continuity.opened(false, continuity.index());
        return continuity;
    }

    @Test
    void theFirstConnectionDeliversWhatComes() {
        Continuity continuity = new Continuity(Position.fromStart(50), Frames.ALL);
        continuity.opened(true, continuity.index());

        assertThat(continuity.frame(frame(7, "a"))).isEqualTo(Decision.DELIVER);
        assertThat(continuity.position())
                .isEqualTo(new Position(7, Coverage.PARTLY, continuity.position().signatures()));
    }

    @Test
    void theFrameOfThePositionProvesAndIsNotDeliveredAgain() {
        Continuity continuity = readToN();

        assertThat(continuity.frame(frame(N, "b"))).isEqualTo(Decision.DELIVER);

        assertThat(keys(continuity.accepted())).isEmpty();
        assertThat(continuity.duplicates()).isEqualTo(1);
        assertThat(continuity.isProven()).isTrue();
    }

    /** Of what was deleted a server no longer shows the frame of the position. */
    @Test
    void aFrameDeliveredBeforeProvesAsMuchIfItWasAskedFor() {
        Continuity continuity = readToN();
        continuity.opened(false, continuity.index());
        continuity.frame(frame(N, "b"));
        continuity.frame(frame(N + 5, "c"));
        continuity.opened(false, N);

        assertThat(continuity.frame(frame(N, "b"))).isEqualTo(Decision.STALE);
        assertThat(continuity.isProven()).isTrue();
        assertThat(continuity.staleSeen()).isFalse();
        assertThat(continuity.frame(frame(N + 9, "d"))).isEqualTo(Decision.DELIVER);
    }

    @Test
    void aFrameThatWasNotDeliveredBeforeProvesNothing() {
        Continuity continuity = readToN();
        continuity.opened(false, N - 50);

        assertThat(continuity.frame(frame(N - 50, "x"))).isEqualTo(Decision.STALE);
        assertThat(continuity.frame(frame(N + 9, "d"))).isEqualTo(Decision.HOLD);
    }

    @Test
    void theNextIndexProvesAsNothingLiesBetween() {
        Continuity continuity = readToN();

        assertThat(continuity.frame(frame(N + 1, "c"))).isEqualTo(Decision.DELIVER);
        assertThat(continuity.isProven()).isTrue();
    }

    @Test
    void theNextIndexProvesNothingIfALineOfTheTwoMayBeMissing() {
        Continuity second = readToN();
        assertThat(second.frame(Frames.registered(N + 1, "c"))).isEqualTo(Decision.HOLD);

        Continuity first = new Continuity(Position.fromStart(1), Frames.ALL);
        first.opened(true, first.index());
        first.frame(Frames.registered(N, "a"));
        first.opened(false, first.index());
        assertThat(first.frame(frame(N + 1, "b"))).isEqualTo(Decision.HOLD);
    }

    @Test
    void whatIsNewAtThePositionIsDeliveredWhateverItsPlace() {
        Continuity continuity = readToN();

        assertThat(continuity.frame(frame(N, "c", "b"))).isEqualTo(Decision.DELIVER);

        assertThat(keys(continuity.accepted())).containsExactly("c");
    }

    /** Nomad sends an event twice in its line if two keys of the subscription match it. */
    @Test
    void whatTwoKeysMatchIsNotDeliveredAgain() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.KEYS);
        continuity.opened(true, continuity.index());
        continuity.frame(frame(N, "b", "b", "c"));
        assertThat(keys(continuity.accepted())).containsExactly("b", "c");
        continuity.opened(false, N);

        assertThat(continuity.frame(frame(N, "b", "b", "c"))).isEqualTo(Decision.DELIVER);

        assertThat(keys(continuity.accepted())).isEmpty();
        assertThat(continuity.duplicates()).isEqualTo(3);
    }

    @Test
    void theSecondLineOfAnIndexIsDeliveredAfterADropBetweenTheTwo() {
        Continuity continuity = readToN();

        continuity.frame(frame(N, "b"));
        continuity.frame(frame(N, "eval"));

        assertThat(keys(continuity.accepted())).containsExactly("eval");
        continuity.opened(false, continuity.index());
        continuity.frame(frame(N, "b"));
        assertThat(keys(continuity.accepted())).isEmpty();
        continuity.frame(frame(N, "eval"));
        assertThat(keys(continuity.accepted())).isEmpty();
    }

    @Test
    void oneJobInBothLinesOfAnIndexIsToldApartByItsStatus() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.frame(new Frame(N, List.of(job(N, "web", "dead")), 10));
        continuity.opened(false, continuity.index());

        continuity.frame(new Frame(N, List.of(job(N, "web", "dead")), 10));
        assertThat(keys(continuity.accepted())).isEmpty();
        continuity.frame(new Frame(N, List.of(job(N, "web", "pending")), 10));
        assertThat(keys(continuity.accepted())).containsExactly("web");
    }

    @Test
    void repeatsAcrossFramesOfOneConnectionAreNotDropped() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.frame(frame(N, "b"));
        continuity.frame(frame(N, "b"));

        assertThat(keys(continuity.accepted())).containsExactly("b");
        continuity.opened(false, continuity.index());
        continuity.frame(frame(N, "b"));
        assertThat(keys(continuity.accepted())).as("one of two").isEmpty();
        continuity.frame(frame(N, "b"));
        assertThat(keys(continuity.accepted())).as("two of two").isEmpty();
        continuity.frame(frame(N, "b"));
        assertThat(keys(continuity.accepted())).as("a third").containsExactly("b");
    }

    @Test
    void repeatsInOneLineAreDroppedWhereKeysMayMatchTwice() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.KEYS);
        continuity.opened(true, continuity.index());

        continuity.frame(frame(N, "b", "b", "c"));

        assertThat(keys(continuity.accepted())).containsExactly("b", "c");
    }

    @Test
    void olderFramesAreStaleAndThenThePositionProves() {
        Continuity continuity = readToN();

        assertThat(continuity.frame(frame(42, "old"))).isEqualTo(Decision.STALE);
        assertThat(continuity.frame(frame(99, "a"))).isEqualTo(Decision.STALE);
        assertThat(continuity.frame(frame(N, "b"))).isEqualTo(Decision.DELIVER);
        assertThat(continuity.isProven()).isTrue();
        assertThat(continuity.frame(frame(101, "new"))).isEqualTo(Decision.DELIVER);
    }

    @Test
    void tablesThatWereReadBeforeMoreFramesCameAreNotOlderThanThose() {
        Continuity continuity = readToN();
        continuity.evidence(OptionalLong.of(N));
        assertThat(continuity.frame(frame(120, "c"))).isEqualTo(Decision.DELIVER);

        assertThat(continuity.wentBack()).isFalse();
    }

    @Test
    void aLaterFrameWaitsForEvidenceAndAnEqualTableIndexProves() {
        Continuity continuity = readToN();
        assertThat(continuity.wantsEvidence()).isTrue();

        assertThat(continuity.frame(frame(120, "c"))).isEqualTo(Decision.HOLD);
        continuity.evidence(OptionalLong.of(N));

        assertThat(continuity.release()).isNull();
        assertThat(keys(continuity.accepted())).containsExactly("c");
    }

    @Test
    void evidenceThatCameFirstLetsALaterFramePass() {
        Continuity continuity = readToN();
        continuity.evidence(OptionalLong.of(N));

        assertThat(continuity.frame(frame(120, "c"))).isEqualTo(Decision.DELIVER);
    }

    @Test
    void aLargerTableIndexMakesAGap() {
        Continuity continuity = readToN();
        continuity.frame(frame(120, "c"));
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.release())
                .isEqualTo(new Break(N, 120, Gap.Cause.DROPPED_FROM_BUFFER));
        assertThat(keys(continuity.accepted())).containsExactly("c");
        assertThat(continuity.position().index()).isEqualTo(120);
    }

    @Test
    void aTableIndexThatCannotBeHadMakesAGap() {
        Continuity continuity = readToN();
        continuity.frame(frame(120, "c"));
        continuity.evidence(OptionalLong.empty());

        assertThat(continuity.release())
                .isEqualTo(new Break(N, 120, Gap.Cause.DROPPED_FROM_BUFFER));
    }

    @Test
    void aReplayThatBeginsLaterIsNamedARestart() {
        Continuity continuity = readToN();
        continuity.frame(frame(42, "old"));
        continuity.frame(frame(120, "c"));
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.release().cause()).isEqualTo(Gap.Cause.SERVER_RESTART);
    }

    @Test
    void aSmallerTableIndexIsAStateThatWentBack() {
        Continuity continuity = readToN();
        continuity.frame(frame(120, "c"));
        continuity.evidence(OptionalLong.of(60));

        assertThat(continuity.wentBack()).isTrue();
        assertThat(continuity.release().cause()).isEqualTo(Gap.Cause.SNAPSHOT_RESTORE);
    }

    @Test
    void onAQuietTopicTheTableIndexProvesAndHeartbeatsCount() {
        Continuity continuity = readToN();
        assertThat(continuity.isCaughtUp()).isFalse();
        continuity.evidence(OptionalLong.of(N));

        assertThat(continuity.heartbeat()).isNull();
        assertThat(continuity.isCaughtUp()).isTrue();
    }

    @Test
    void onAQuietTopicAWriteInBetweenIsAGapUpToTheTableIndex() {
        Continuity continuity = readToN();
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.heartbeat())
                .isEqualTo(new Break(N, 131, Gap.Cause.DROPPED_FROM_BUFFER));
        assertThat(continuity.position()).isEqualTo(Position.whole(130));
        assertThat(continuity.heartbeat()).as("once").isNull();
        assertThat(continuity.frame(frame(131, "c"))).isEqualTo(Decision.DELIVER);
    }

    @Test
    void aLaggingServersFramesInsideTheGapAreStillDelivered() {
        Continuity continuity = readToN();
        continuity.evidence(OptionalLong.of(130));
        continuity.heartbeat();

        assertThat(continuity.frame(frame(125, "late"))).isEqualTo(Decision.DELIVER);
        assertThat(keys(continuity.accepted())).containsExactly("late");
    }

    @Test
    void theFirstHeartbeatOfAConnectionProvesNothing() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());

        assertThat(continuity.isCaughtUp()).isFalse();
        continuity.heartbeat();
        assertThat(continuity.isCaughtUp()).isTrue();
    }

    @Test
    void latestDropsTheTailOfTheBuffer() {
        Continuity continuity = new Continuity(Position.whole(N), Frames.ALL);
        continuity.opened(true, continuity.index());

        assertThat(continuity.frame(frame(99, "before"))).isEqualTo(Decision.STALE);
        continuity.frame(frame(N, "tail"));
        assertThat(keys(continuity.accepted())).isEmpty();
        continuity.frame(frame(101, "new"));
        assertThat(keys(continuity.accepted())).containsExactly("new");
    }

    @Test
    void anIndexAskedForIsDelivered() {
        Continuity continuity = new Continuity(Position.at(N), Frames.ALL);
        continuity.opened(false, continuity.index());

        assertThat(continuity.frame(frame(N, "a"))).isEqualTo(Decision.DELIVER);
        assertThat(keys(continuity.accepted())).containsExactly("a");
    }

    @Test
    void earliestThatNeverGotAFrameIsProvenByAnOldOne() {
        Continuity continuity = new Continuity(Position.fromStart(50), Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.opened(false, continuity.index());

        assertThat(continuity.frame(frame(40, "a"))).isEqualTo(Decision.DELIVER);
        assertThat(continuity.frame(frame(60, "b"))).isEqualTo(Decision.DELIVER);
    }

    @Test
    void earliestThatNeverGotAFrameCanHaveMissedSome() {
        assertFirstFrameIsBehindAGap(Position.fromStart(50));
    }

    private static void assertFirstFrameIsBehindAGap(Position start) {
        Continuity continuity = new Continuity(start, Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.opened(false, continuity.index());

        assertThat(continuity.frame(frame(60, "b"))).isEqualTo(Decision.HOLD);
        continuity.evidence(OptionalLong.of(60));
        assertThat(continuity.release())
                .isEqualTo(new Break(50, 60, Gap.Cause.DROPPED_FROM_BUFFER));
    }

    /** Nothing shows that the buffer reaches back to it. */
    @Test
    void aBeginningWithoutAFrameIsNotProvenByTheFirstThatComes() {
        assertFirstFrameIsBehindAGap(Position.whole(50));
    }

    @Test
    void aServerThatSentOnlyOlderLinesIsBehindAndNoGapYet() {
        Continuity continuity = readToN();
        continuity.frame(frame(N - 5, "old"));
        continuity.evidence(OptionalLong.of(N + 20));

        assertThat(continuity.heartbeat()).isNull();
        assertThat(continuity.frame(frame(N, "a", "b"))).isEqualTo(Decision.DELIVER);
        assertThat(continuity.frame(frame(N + 5, "c"))).isEqualTo(Decision.DELIVER);
    }

    @Test
    void recentIndexesAreRemembered() {
        Continuity continuity = readToN();

        assertThat(continuity.deliveredAtOrBelow(N)).isEqualTo(N);
        assertThat(continuity.deliveredAtOrBelow(99)).isEqualTo(99);
        assertThat(continuity.deliveredAtOrBelow(98)).isEqualTo(-1);
    }

    @Test
    void anEqualTableIndexDoesNotProveAnIndexThatMayHaveASecondLine() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.frame(Frames.registered(N, "web"));
        continuity.opened(false, continuity.index());
        continuity.frame(frame(120, "c"));
        continuity.evidence(OptionalLong.of(N));

        assertThat(continuity.release())
                .isEqualTo(
                        new Break(
                                N - 1,
                                120,
                                Gap.Cause.DROPPED_FROM_BUFFER,
                                List.of(
                                        HalfIndex.withoutSecond(
                                                N, signatures(Frames.registered(N, "web"))))));
    }

    @Test
    void aSecondLineAfterAGapLeavesItsOwnIndexInDoubt() {
        Continuity continuity = readToN();
        continuity.frame(Frames.registered(120, "eval"));
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.release())
                .isEqualTo(
                        new Break(
                                N,
                                121,
                                Gap.Cause.DROPPED_FROM_BUFFER,
                                List.of(HalfIndex.withoutFirst(Frames.registered(120, "eval")))));
    }

    @Test
    void aFirstLineAfterAGapLeavesNoDoubtOfItsIndex() {
        Continuity continuity = readToN();
        continuity.frame(
                new Frame(
                        120,
                        List.of(
                                Frames.event(120, Topic.ALLOCATION, "AllocationUpdated", "a", "{}"),
                                Frames.event(120, Topic.NODE, "AllocationUpdated", "n", "{}")),
                        100));
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.release())
                .isEqualTo(new Break(N, 120, Gap.Cause.DROPPED_FROM_BUFFER));
    }

    @Test
    void aGapKnowsWhatWasDeliveredAtItsEnds() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.frame(Frames.registered(N, "before"));
        continuity.opened(false, continuity.index());
        continuity.frame(Frames.registered(120, "after"));
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.release().halves())
                .containsExactly(
                        HalfIndex.withoutSecond(N, signatures(Frames.registered(N, "before"))),
                        HalfIndex.withoutFirst(Frames.registered(120, "after")));
    }

    private static Set<Long> signatures(Frame frame) {
        return frame.events().stream().map(Signature::of).collect(Collectors.toSet());
    }

    @Test
    void anIndexAskedForThatIsGoneIsInTheGap() {
        Continuity continuity = new Continuity(Position.at(N), Frames.ALL);
        continuity.opened(false, continuity.index());
        continuity.frame(frame(120, "c"));
        continuity.evidence(OptionalLong.of(130));

        assertThat(continuity.release())
                .isEqualTo(new Break(N - 1, 120, Gap.Cause.DROPPED_FROM_BUFFER));
    }

    @Test
    void afterAQuietWhileTheIndexIsCompleteAndAnEqualTableIndexProves() {
        Continuity continuity = new Continuity(Position.fromStart(1), Frames.ALL);
        continuity.opened(true, continuity.index());
        continuity.frame(Frames.registered(N, "web"));
        continuity.settle();
        continuity.opened(false, continuity.index());
        continuity.evidence(OptionalLong.of(N));

        assertThat(continuity.position()).isEqualTo(Position.whole(N));
        assertThat(continuity.isProven()).isTrue();
    }
}
