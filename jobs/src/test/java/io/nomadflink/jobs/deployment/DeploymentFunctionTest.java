package io.nomadflink.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.DeploymentChange;
import io.nomadflink.jobs.change.JobChange;
import io.nomadflink.jobs.change.JobKey;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of deployments that had ended when a snapshot was taken. */
class DeploymentFunctionTest {
    private static final long MS = 1_000_000L;

    private KeyedOneInputStreamOperatorTestHarness<JobKey, ClusterChange, Row> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new DeploymentFunction("eu", Duration.ofHours(1))),
                        change -> ((JobChange) change).key(),
                        JobKey.TYPE);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void nothingIsToldOfTheSnapshotNorIfItIsSentAgain() throws Exception {
        see("successful", 2, Origin.SNAPSHOT);
        see("successful", 2, Origin.STREAM);

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(DeploymentFunction.ENDS)).isNull();
    }

    @Test
    void whatGetsARowLaterCountsAsAnEndOnce() throws Exception {
        see("successful", 2, Origin.SNAPSHOT);
        see("successful", 3, Origin.STREAM);
        see("successful", 4, Origin.STREAM);

        assertThat(harness.extractOutputValues()).hasSize(2);
        assertThat(harness.getSideOutput(DeploymentFunction.ENDS)).hasSize(1);
    }

    @Test
    void whatEndsAfterTheSnapshotIsToldAsAlways() throws Exception {
        see("running", 0, Origin.SNAPSHOT);
        see("successful", 2, Origin.STREAM);

        assertThat(harness.extractOutputValues()).hasSize(2);
        assertThat(harness.getSideOutput(DeploymentFunction.ENDS)).hasSize(1);
    }

    @Test
    void nothingStaysOfADeploymentThatEndedAfterTheRetention() throws Exception {
        see("successful", 2, Origin.STREAM);
        harness.processWatermark(Duration.ofHours(2).toMillis());

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void see(String status, int healthy, Origin origin) throws Exception {
        ClusterChange change =
                new DeploymentChange(
                        "d", "default", "web", 1, status, 100 * MS, 150 * MS, 0, 0, 0, 3, 3,
                        healthy, 0, 0, false, 150, 7, origin);
        harness.processElement(new StreamRecord<>(change, 150));
    }
}
