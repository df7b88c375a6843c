package io.nomadflink.connector.source.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Events;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitClockTest {
    private static final long MS = 1_000_000L;
    private static final long NONE = SplitClock.NO_WATERMARK;

    private final SplitClock clock = SplitClock.unset();

    private static NomadEvent event(Topic topic, long millis) {
        return Events.event(topic, "T", 1, "{}").withTimeNanos(millis * MS);
    }

    private static Frame frame(NomadEvent... events) {
        return new Frame(1, List.of(events), 10);
    }

    private void passed(long arrivalMillis, long... times) {
        for (long time : times) {
            clock.passed(frame(event(Topic.ALLOCATION, time)), arrivalMillis * MS);
        }
    }

    @Test
    void eventsKeepTheirOwnTime() {
        Frame frame = frame(event(Topic.JOB, 5), event(Topic.NODE, 7));

        assertThat(clock.timed(frame, 99 * MS)).isSameAs(frame);
        assertThat(clock.arrivalNanos()).isEqualTo(99 * MS);
    }

    @Test
    void anEventWithoutTimeTakesTheFramesThenTheLargestThenTheArrival() {
        assertThat(times(frame(event(Topic.JOB, 0)), 99)).containsExactly(99L);
        passed(100, 50, 40);
        assertThat(times(frame(event(Topic.JOB, 0)), 101)).containsExactly(50L);
        assertThat(times(frame(event(Topic.JOB, 0), event(Topic.NODE, 45)), 102))
                .containsExactly(45L, 45L);
    }

    private List<Long> times(Frame frame, long arrival) {
        return clock.timed(frame, arrival * MS).events().stream()
                .map(NomadEvent::timestampMillis)
                .toList();
    }

    @Test
    void knowsTheLargestTimeOfEachTopicBeforeAFrame() {
        clock.passed(frame(event(Topic.JOB, 5), event(Topic.NODE, 7)), MS);
        clock.passed(frame(event(Topic.JOB, 3)), MS);

        assertThat(clock.largestTimeBefore(Topic.JOB)).isEqualTo(5 * MS);
        assertThat(clock.largestTimeBefore(Topic.NODE)).isEqualTo(7 * MS);
        assertThat(clock.largestTimeBefore(Topic.VARIABLE)).isZero();
    }

    @Test
    void watermarkIsTheLargestTimeLessDisorder() {
        assertThat(clock.afterFrame(10, 1)).isEqualTo(NONE);
        passed(1000, 500, 400);

        assertThat(clock.afterFrame(10, 1)).isEqualTo(489);
        assertThat(clock.afterFrame(10, 1)).isEqualTo(NONE);
    }

    @Test
    void smallStepsAreSavedUp() {
        passed(1000, 500);
        clock.afterFrame(0, 50);
        passed(1001, 530);
        assertThat(clock.afterFrame(0, 50)).isEqualTo(NONE);
        passed(1002, 549);
        assertThat(clock.afterFrame(0, 50)).isEqualTo(NONE);
        passed(1003, 550);
        assertThat(clock.afterFrame(0, 50)).isEqualTo(549);
    }

    @Test
    void aHeartbeatAddsTheQuietTime() {
        passed(1000, 500);
        assertThat(clock.afterFrame(0, 1)).isEqualTo(499);

        assertThat(clock.afterHeartbeat(31_000 * MS, 0)).isEqualTo(30_499);
        assertThat(clock.afterHeartbeat(61_000 * MS, 0)).isEqualTo(60_499);
    }

    @Test
    void aHeartbeatBeforeAnyEventMeansNow() {
        assertThat(clock.afterHeartbeat(7000 * MS, 100)).isEqualTo(6899);
    }

    @Test
    void aClockThatIsSetBackDoesNotTurnTheWatermarkBack() {
        passed(1000, 500);
        clock.afterHeartbeat(31_000 * MS, 0);

        assertThat(clock.afterHeartbeat(900 * MS, 0)).isEqualTo(NONE);
        assertThat(clock.watermark()).isEqualTo(30_499);
    }

    @Test
    void afterHeartbeatsAnOlderEventDoesNotTurnItBack() {
        passed(1000, 500);
        clock.afterHeartbeat(31_000 * MS, 0);
        passed(31_500, 600);

        assertThat(clock.afterFrame(0, 1)).isEqualTo(NONE);
    }

    @Test
    void aCopyGoesItsOwnWay() {
        passed(1000, 500);
        SplitClock copy = clock.copy();
        passed(1001, 900);
        clock.afterFrame(0, 1);

        assertThat(copy.largestTimeBefore(Topic.ALLOCATION)).isEqualTo(500 * MS);
        assertThat(copy.watermark()).isEqualTo(NONE);
        assertThat(copy.afterFrame(0, 1)).isEqualTo(499);
    }

    @Property(tries = 300)
    void neverGoesBackNotEvenOverARestore(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 100_000) Integer> steps,
            @ForAll @IntRange(max = 5000) int disorder) {
        SplitClock now = SplitClock.unset();
        long last = NONE;
        for (int step : steps) {
            long found;
            if (step % 5 == 0) {
                found = now.afterHeartbeat(step * MS, disorder);
            } else {
                now.passed(frame(event(Topic.JOB, step)), step * MS / 2);
                found = now.afterFrame(disorder, 50);
            }
            if (step % 7 == 0) {
                now =
                        new SplitClock(
                                Map.copyOf(now.largestByTopic()),
                                now.lastArrival(),
                                now.watermark());
            }
            if (found != NONE) {
                assertThat(found).isGreaterThan(last);
                assertThat(now.watermark()).isEqualTo(found);
                last = found;
            }
        }
    }
}
