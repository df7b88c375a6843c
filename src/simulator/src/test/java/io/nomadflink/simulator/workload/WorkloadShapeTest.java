package io.nomadflink.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The workload's lines look like those of a real 2.0.5. */
class WorkloadShapeTest {

    private static final List<String> TOPICS =
            List.of("Job", "Allocation", "Evaluation", "Deployment", "Node", "Service");

    private static final Shape MADE = new Shape();
    private static final Shape RECORDED = new Shape();

    @BeforeAll
    static void makeLines() throws IOException {
        Recordings.read("2.0.5", RECORDED);
        Workload workload =
                Workload.publishingTo(MADE)
                        .seed(7)
                        .rate(20)
                        .startTime(Instant.parse("2026-11-23T06:00:00Z"))
                        .build();
        workload.run(Duration.ofMinutes(8));
        workload.finish();
    }

    @Test
    void onlyRecordedTypesComeWithEachTopic() {
        assertThat(MADE.kinds()).isSubsetOf(RECORDED.kinds());
    }

    @Test
    void allTheUsualTypesCome() {
        assertThat(MADE.kinds())
                .contains(
                        "Job/JobRegistered",
                        "Job/JobDeregistered",
                        "Job/JobBatchDeregistered",
                        "Job/PlanResult",
                        "Job/AllocationUpdated",
                        "Job/DeploymentStatusUpdate",
                        "Evaluation/JobRegistered",
                        "Evaluation/AllocationUpdated",
                        "Evaluation/AllocationUpdateDesiredStatus",
                        "Evaluation/EvaluationUpdated",
                        "Deployment/PlanResult",
                        "Deployment/AllocationUpdated",
                        "Deployment/DeploymentStatusUpdate",
                        "Deployment/DeploymentPromotion",
                        "Allocation/PlanResult",
                        "Allocation/AllocationUpdated",
                        "Allocation/AllocationUpdateDesiredStatus",
                        "Node/AllocationUpdated",
                        "Node/NodeRegistration",
                        "Node/NodeStreamEvent",
                        "Node/NodeDrain",
                        "Node/NodeEligibility",
                        "Service/ServiceRegistration",
                        "Service/ServiceDeregistration");
    }

    @Test
    void objectsHaveNoFieldThatRealOnesLack() {
        MADE.paths()
                .forEach(
                        (topic, paths) ->
                                assertThat(paths)
                                        .as(topic)
                                        .isSubsetOf(RECORDED.paths().get(topic)));
    }

    @Test
    void objectsHaveTheFieldsThatAllRealOnesHave() {
        for (String topic : TOPICS) {
            assertThat(MADE.commonFields().get(topic))
                    .as(topic)
                    .containsAll(RECORDED.commonFields().get(topic));
        }
    }

    @Test
    void onlyJobsAreRegisteredInTwoLines() {
        assertThat(MADE.pairs()).isEqualTo(RECORDED.pairs());
        assertThat(MADE.pairs())
                .containsOnly("JobRegistered,JobRegistered", "JobDeregistered,JobDeregistered");
        assertThat(MADE.mostLinesPerIndex()).isEqualTo(2);
    }

    @Test
    void aLineHasOneTypeAndEachEventOnce() {
        assertThat(MADE.mixedLines()).isZero();
        assertThat(RECORDED.mixedLines()).isZero();
    }

    @Test
    void allocationsEvaluationsAndDeploymentsAreModifiedAtTheirIndex() {
        assertThat(MADE.staleObjects()).isZero();
        assertThat(RECORDED.staleObjects()).isZero();
    }

    @Test
    void payloadsAreAboutAsLargeAsRealOnes() {
        assertThat(MADE.averageSize("Allocation") / RECORDED.averageSize("Allocation"))
                .isBetween(0.6, 1.4);
    }
}
