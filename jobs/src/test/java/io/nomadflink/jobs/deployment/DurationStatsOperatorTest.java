package io.nomadflink.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.jobs.change.JobKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DurationStatsOperatorTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LATENESS = Duration.ofSeconds(60);

    private KeyedOneInputStreamOperatorTestHarness<JobKey, DeploymentEnd, Row> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(operator(WINDOW));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aRowIsOfAllEndsInItsWindow() throws Exception {
        assertThat(counts(1_000, 9_999, 10_000)).containsExactly(1L, 2L, 1L);
    }

    @Test
    void aWindowIsOverAfterTheLateness() throws Exception {
        harness.processWatermark(69_998);
        assertThat(counts(1_000)).containsExactly(1L);

        harness.processWatermark(69_999);
        assertThat(counts(1_000)).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aWindowThatIsOverStaysSoAfterARestoreWithoutWatermark() throws Exception {
        counts(1_000);
        harness.processWatermark(69_999);
        restore(operator(WINDOW));

        assertThat(counts(1_000)).isEmpty();
        assertThat(counts(10_000)).containsExactly(1L);
    }

    @Test
    void otherWindowsAreRefused() throws Exception {
        counts(1_000);

        assertThatThrownBy(() -> restore(operator(Duration.ofSeconds(20))))
                .rootCause()
                .hasMessageContaining("--window 10000ms")
                .hasMessageContaining("not --window 20000ms");
    }

    @Test
    void stateOfTheFunctionThatItWasIsRestored() throws Exception {
        harness.close();
        harness = harness(new KeyedProcessOperator<>(new Former()));
        harness.open();
        see(1_000);
        restore(operator(WINDOW));

        assertThat(counts(2_000)).containsExactly(2L);
        harness.processWatermark(69_999);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private static DurationStatsOperator operator(Duration window) {
        return new DurationStatsOperator("eu", window, LATENESS);
    }

    private static KeyedOneInputStreamOperatorTestHarness<JobKey, DeploymentEnd, Row> harness(
            OneInputStreamOperator<DeploymentEnd, Row> operator) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                operator, DeploymentEnd::job, JobKey.TYPE);
    }

    private void restore(DurationStatsOperator operator) throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness(operator);
        harness.initializeState(state);
        harness.open();
    }

    private void see(long end) throws Exception {
        DeploymentEnd ended = new DeploymentEnd("default", "web", "successful", end, 500);
        harness.processElement(new StreamRecord<>(ended, end));
    }

    /** The counts in the rows of deployments that ended then. */
    private List<Long> counts(long... ends) throws Exception {
        harness.getOutput().clear();
        for (long end : ends) {
            see(end);
        }
        List<Long> counts = new ArrayList<>();
        for (Row row : harness.extractOutputValues()) {
            counts.add((Long) row.getField(6));
        }
        return counts;
    }

    /** Keeps what the function kept of a window. */
    private static final class Former extends KeyedProcessFunction<JobKey, DeploymentEnd, Row> {
        private static final long serialVersionUID = 1L;
        private transient MapState<StatusWindow, Durations> windows;

        @Override
        public void open(OpenContext context) {
            windows =
                    getRuntimeContext()
                            .getMapState(
                                    new MapStateDescriptor<>(
                                            "windows",
                                            new StatusWindow.Serializer(),
                                            new Durations.Serializer()));
        }

        @Override
        public void processElement(DeploymentEnd end, Context context, Collector<Row> out)
                throws Exception {
            windows.put(new StatusWindow("successful", 0), Durations.NONE.plus(end.duration()));
            context.timerService().registerEventTimeTimer(69_999);
        }
    }
}
