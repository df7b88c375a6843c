package io.nomadflink.jobs.failure;

import static io.nomadflink.jobs.change.ClientStatus.COMPLETE;
import static io.nomadflink.jobs.change.ClientStatus.FAILED;
import static io.nomadflink.jobs.change.ClientStatus.LOST;
import static io.nomadflink.jobs.change.ClientStatus.PENDING;
import static io.nomadflink.jobs.change.ClientStatus.RUNNING;
import static io.nomadflink.jobs.failure.SingleJob.change;
import static io.nomadflink.jobs.failure.SingleJob.placed;
import static io.nomadflink.jobs.failure.SingleJob.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureRatesTest {
    private static final Windows TEN = new Windows(10, 10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final SingleJob job = new SingleJob(TEN, HOUR, DAY);

    @Test
    void aFailureCountsOnceHoweverManyEventsItSends() {
        job.see(placed(1, 1))
                .see(update(1, FAILED, 3))
                .see(update(1, LOST, 4))
                .see(update(1, FAILED, 15))
                .flush();

        assertThat(job.row(0).counts()).isEqualTo(new WindowCounts(1, 0, 1, 1));
        assertThat(job.row(10)).isNull();
    }

    @Test
    void aRestartInPlaceIsNothing() {
        job.see(placed(1, 1))
                .see(update(1, RUNNING, 2))
                .see(update(1, PENDING, 12))
                .see(update(1, RUNNING, 13))
                .flush();

        assertThat(job.table).hasSize(1);
        assertThat(job.row(0).counts()).isEqualTo(new WindowCounts(1, 0, 0, 0));
    }

    @Test
    void activeIsWhoWasNotTerminalAtSomeMoment() {
        job.see(placed(1, 1))
                .see(placed(2, 2))
                .see(update(1, COMPLETE, 12))
                .see(placed(3, 25))
                .flush();

        assertThat(job.row(0).active()).isEqualTo(2);
        assertThat(job.row(10).active()).isEqualTo(2);
        assertThat(job.row(20).active()).as("2 and 3").isEqualTo(2);
    }

    @Test
    void whoFailsAfterBeingLostIsActiveAgain() {
        job.see(placed(1, 1)).see(update(1, LOST, 5)).see(update(1, FAILED, 25)).flush();

        assertThat(job.row(20).failureRate()).isEqualTo(1);
    }

    @Test
    void anAllocationOlderThanTheStreamIsNotPlaced() {
        job.see(change(1, RUNNING, 1, false, false)).see(update(1, FAILED, 5)).flush();

        assertThat(job.row(0).counts()).isEqualTo(new WindowCounts(0, 0, 1, 0));
    }

    @Test
    void aStatusOlderThanTheStreamDoesNotCountUnlessAClientBringsIt() {
        job.see(change(1, FAILED, 1, false, false)).see(update(2, FAILED, 2)).flush();

        assertThat(job.row(0).counts().failed()).isEqualTo(1);
        assertThat(job.row(0).active()).isEqualTo(1);
        assertThat(job.tombstones.map).hasSize(1);
    }

    @Test
    void aDeletedJobEndsItsAllocationsAtTheLatestTimeBefore() {
        job.see(placed(1, 1)).delete(8).see(placed(2, 11)).flush();

        assertThat(job.row(0).active()).isEqualTo(1);
        assertThat(job.row(10).active()).isEqualTo(1);
    }

    @Test
    void openWindowsAreVisibleAndOnlyChangesAreEmitted() {
        job.see(placed(1, 1)).flush();
        assertThat(job.row(0).counts().placed()).isEqualTo(1);

        job.flush();
        assertThat(job.emitted).isEqualTo(1);

        job.see(update(1, RUNNING, 2)).flush();
        assertThat(job.emitted).as("running counts nothing").isEqualTo(1);
    }

    @Test
    void aLateEndCorrectsTheRowsAfterIt() {
        job.see(placed(1, 1)).see(placed(2, 25)).flush();
        assertThat(job.row(20).active()).isEqualTo(2);

        job.watermark(30).see(update(1, COMPLETE, 5)).flush();

        assertThat(job.row(20).active()).isEqualTo(1);
        assertThat(job.late).isZero();
    }

    @Test
    void whatComesAfterTheAllowedLatenessIsCountedAndChangesNothing() {
        SingleJob strict = new SingleJob(TEN, Duration.ZERO, DAY);
        strict.see(placed(1, 1)).watermark(9).see(placed(2, 3)).see(placed(3, 12)).flush();

        assertThat(strict.late).isEqualTo(1);
        assertThat(strict.row(0).counts().placed()).isEqualTo(1);
        assertThat(strict.row(10).active()).isEqualTo(3);
    }

    @Test
    void stateShrinksAndGoes() {
        job.see(placed(1, 1)).see(update(1, FAILED, 5)).see(placed(2, 6));

        job.watermark(HOUR.toMillis() + 100);
        assertThat(job.windows.map).isEmpty();
        assertThat(job.allocations.map).as("the one that lives").hasSize(1);
        assertThat(job.tombstones.map).hasSize(1);

        job.watermark(DAY.toMillis() + 100);
        assertThat(job.tombstones.map).isEmpty();
        assertThat(job.allocations.map).hasSize(1);
    }

    @Test
    void aTombstoneKnowsOldFailuresAndTakesNewOnes() {
        long later = HOUR.toMillis() * 2;
        job.see(placed(1, 1)).see(update(1, LOST, 5)).watermark(later);

        job.see(update(1, LOST, later + 1)).flush();
        assertThat(job.table).hasSize(1);

        job.see(update(1, FAILED, later + 2)).flush();
        WindowResult row = job.row(TEN.lastStart(later + 2));
        assertThat(row.counts()).isEqualTo(new WindowCounts(0, 0, 1, 0));
        assertThat(row.active()).isEqualTo(1);
    }

    @Test
    void theLastWatermarkLeavesOnlyWhatLives() {
        SingleJob strict = new SingleJob(TEN, Duration.ZERO, DAY);
        strict.see(placed(1, 1))
                .see(placed(2, 1))
                .see(update(2, FAILED, 2))
                .watermark(Long.MAX_VALUE);

        assertThat(strict.windows.map).isEmpty();
        assertThat(strict.tombstones.map).isEmpty();
        assertThat(strict.allocations.map).hasSize(1);
        assertThat(strict.nextSweep).isEqualTo(Long.MAX_VALUE);
    }
}
