package io.nomadflink.jobs.failure;

import static io.nomadflink.jobs.change.ClientStatus.FAILED;
import static io.nomadflink.jobs.failure.SingleJob.placed;
import static io.nomadflink.jobs.failure.SingleJob.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.JobChange;
import io.nomadflink.jobs.change.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureRateOperatorTest {
    private static final Windows WINDOWS = new Windows(10_000, 10_000);

    private KeyedOneInputStreamOperatorTestHarness<JobKey, ClusterChange, Row> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(WINDOWS);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void rowsOfOpenWindowsComeBeforeTheBarrierAndOnlyOnce() throws Exception {
        see(placed(1, 1_000));
        assertThat(rows()).isEmpty();

        harness.prepareSnapshotPreBarrier(1);
        assertThat(rows()).containsExactly(row(0, 1, 1, 0, 0.0));

        harness.prepareSnapshotPreBarrier(2);
        assertThat(rows()).isEmpty();
    }

    @Test
    void rowsComeWhenAWindowEnds() throws Exception {
        harness.processWatermark(0);
        see(placed(1, 1_000));
        harness.processWatermark(9_998);
        assertThat(rows()).isEmpty();

        harness.processWatermark(9_999);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void rowsComeAtTheEndOfTheInput() throws Exception {
        see(placed(1, 1_000));
        harness.endInput();
        assertThat(rows()).hasSize(1);
    }

    @Test
    void aRestoredJobHasNothingToEmitAndGoesOnCounting() throws Exception {
        see(placed(1, 1_000));
        restore(snapshot());

        harness.prepareSnapshotPreBarrier(2);
        assertThat(rows()).isEmpty();

        see(update(1, FAILED, 2_000));
        harness.prepareSnapshotPreBarrier(3);
        assertThat(rows()).containsExactly(row(0, 1, 1, 1, 1.0));
    }

    @Test
    void whatIsTooLateChangesNothingAlsoAfterARestoreWithoutWatermark() throws Exception {
        see(placed(1, 1_000));
        harness.processWatermark(7_200_000);
        rows();
        restore(snapshot());

        see(placed(2, 2_000));
        harness.prepareSnapshotPreBarrier(2);

        assertThat(rows()).isEmpty();
    }

    @Test
    void nothingButLiveAllocationsStaysWhenTimeGoesOn() throws Exception {
        see(placed(1, 1_000));
        see(placed(2, 1_000));
        see(update(1, FAILED, 2_000));
        int before = harness.numKeyedStateEntries();
        harness.processWatermark(Duration.ofDays(3).toMillis());

        assertThat(before).isPositive();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numKeyedStateEntries()).as("the live one's").isEqualTo(1);
        see(update(1, FAILED, Duration.ofDays(3).toMillis()));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(rows()).as("forgotten, so it counts again").isNotEmpty();
    }

    @Test
    void otherWindowsThanThoseOfTheStateAreRefused() throws Exception {
        see(placed(1, 1_000));
        OperatorSubtaskState state = snapshot();

        assertThatThrownBy(() -> restore(state, new Windows(10_000, 5_000)))
                .rootCause()
                .hasMessageContaining("--window 10000ms --slide 10000ms")
                .hasMessageContaining("not --window 10000ms --slide 5000ms");
    }

    private static KeyedOneInputStreamOperatorTestHarness<JobKey, ClusterChange, Row> harness(
            Windows windows) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new FailureRateOperator("eu", windows, Duration.ofHours(1), Duration.ofDays(1)),
                change -> ((JobChange) change).key(),
                JobKey.TYPE);
    }

    private void see(ClusterChange change) throws Exception {
        harness.processElement(new StreamRecord<>(change, change.time()));
    }

    private OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        rows();
        return harness.snapshot(1, 1);
    }

    private void restore(OperatorSubtaskState state) throws Exception {
        restore(state, WINDOWS);
    }

    private void restore(OperatorSubtaskState state, Windows windows) throws Exception {
        harness.close();
        harness = harness(windows);
        harness.initializeState(state);
        harness.open();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>(harness.extractOutputValues());
        harness.getOutput().clear();
        return rows;
    }

    private static Row row(long start, long active, long placed, long failed, double rate) {
        return Row.of(
                "eu",
                "default",
                "job",
                "web",
                Instant.ofEpochMilli(start),
                Instant.ofEpochMilli(start + 10_000),
                active,
                placed,
                0L,
                failed,
                0L,
                rate);
    }
}
