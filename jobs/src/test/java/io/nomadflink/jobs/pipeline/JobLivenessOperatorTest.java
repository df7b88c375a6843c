package io.nomadflink.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.AllocationId;
import io.nomadflink.jobs.change.ClientStatus;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.DeploymentChange;
import io.nomadflink.jobs.change.JobChange;
import io.nomadflink.jobs.change.JobDeleted;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.change.JobsListed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobLivenessOperatorTest {
    private static final int KEY_GROUPS = 8;
    private static final long MS = 1_000_000L;
    private static final long RETENTION = Duration.ofHours(24).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<JobKey, ClusterChange, ClusterChange> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void whatIsNotInAListIsDeletedOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            see(allocation("job-" + i, ClientStatus.PENDING, true, 1_000));
        }
        harness.getOutput().clear();

        list(new JobKey("default", "job-7"));
        list(new JobKey("default", "job-7"));

        assertThat(deleted()).hasSize(49).doesNotHaveDuplicates().doesNotContain("job-7");
    }

    @Test
    void aJobSeenBetweenTwoListsIsOfTheSecond() throws Exception {
        see(allocation("early", ClientStatus.RUNNING, false, 1_000));
        list();
        see(allocation("late", ClientStatus.RUNNING, false, 2_000));
        list();

        assertThat(deleted()).containsExactly("early", "late");
    }

    @Test
    void whatAPurgedJobsAllocationsSendDoesNotBringItBack() throws Exception {
        see(allocation("web", ClientStatus.RUNNING, true, 1_000));
        see(purge("web", 2_000));
        see(allocation("web", ClientStatus.RUNNING, false, 3_000));
        see(deployment("web", "running", 500));
        see(deployment("web", "cancelled", 500));
        see(allocation("web", ClientStatus.COMPLETE, false, 4_000));
        harness.getOutput().clear();
        list();

        assertThat(deleted()).isEmpty();
    }

    @Test
    void nothingStaysOfPurgedJobsAfterTheRetention() throws Exception {
        for (int i = 0; i < 50; i++) {
            see(allocation("job-" + i, ClientStatus.RUNNING, true, 1_000));
            see(purge("job-" + i, 2_000));
            see(allocation("job-" + i, ClientStatus.RUNNING, false, 3_000));
            see(allocation("job-" + i, ClientStatus.COMPLETE, false, 4_000));
        }
        harness.processWatermark(RETENTION);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(50);

        harness.processWatermark(RETENTION + 2_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();

        see(allocation("job-1", ClientStatus.FAILED, false, RETENTION + 3_000));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void anAllocationCreatedSinceBringsItBack() throws Exception {
        see(purge("web", 2_000));
        see(allocation("web", ClientStatus.PENDING, true, 3_000));
        list();

        assertThat(deleted()).containsExactly("web", "web");
    }

    @Test
    void aDeploymentMadeSinceBringsItBack() throws Exception {
        see(purge("web", 2_000));
        see(deployment("web", "running", 2_500));
        list();

        assertThat(deleted()).containsExactly("web", "web");
    }

    @Test
    void itIsForgottenOnlyAfterItsLastDeletion() throws Exception {
        see(purge("web", 2_000));
        see(allocation("web", ClientStatus.PENDING, true, 3_000));
        see(purge("web", 4_000));
        harness.processWatermark(RETENTION + 3_000);

        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        harness.processWatermark(RETENTION + 4_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void deletionsAreRememberedAcrossARestore() throws Exception {
        see(purge("web", 2_000));
        restore();
        see(allocation("web", ClientStatus.RUNNING, false, 3_000));
        list();
        assertThat(deleted()).isEmpty();

        harness.processWatermark(RETENTION + 2_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private static KeyedOneInputStreamOperatorTestHarness<JobKey, ClusterChange, ClusterChange>
            harness() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<JobKey, ClusterChange, ClusterChange> made =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new JobLivenessOperator(Duration.ofMillis(RETENTION)),
                        change -> ((JobChange) change).key(),
                        JobKey.TYPE,
                        KEY_GROUPS,
                        1,
                        0);
        made.setup(ClusterChange.TYPE.createSerializer(new SerializerConfigImpl()));
        return made;
    }

    private void restore() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
    }

    private void see(ClusterChange change) throws Exception {
        harness.processElement(new StreamRecord<>(change, change.time()));
    }

    private void list(JobKey... surviving) throws Exception {
        JobsListed all = JobsListed.of("*", Set.of(surviving), 5_000, 5_000, 9);
        for (JobsListed part : all.perKeyGroup(KEY_GROUPS)) {
            see(part);
        }
    }

    private List<String> deleted() {
        return harness.extractOutputValues().stream()
                .filter(JobDeleted.class::isInstance)
                .map(change -> ((JobDeleted) change).jobId())
                .toList();
    }

    private static JobDeleted purge(String job, long latest) {
        return new JobDeleted("default", job, latest, latest, 5, Origin.STREAM);
    }

    private static AllocationChange allocation(
            String job, ClientStatus status, boolean created, long time) {
        return new AllocationChange(
                "default",
                job,
                new AllocationId(0, job.hashCode()),
                "api",
                status,
                !created,
                created,
                time,
                time,
                1,
                Origin.STREAM);
    }

    private static DeploymentChange deployment(String job, String status, long created) {
        return new DeploymentChange(
                "d",
                "default",
                job,
                1,
                status,
                created * MS,
                0,
                0,
                0,
                0,
                1,
                1,
                0,
                0,
                0,
                false,
                3_000,
                1,
                Origin.STREAM);
    }
}
