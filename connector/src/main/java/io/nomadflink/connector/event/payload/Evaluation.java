package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic Evaluation: a request to the scheduler (Nomad 1.0 to 2.0.5).
 *
 * <p>Nomad leaves empty fields out: absent text is "", numbers 0, lists and maps empty, structures
 * null.
 *
 * @param status pending, blocked, complete, failed or canceled
 * @param waitTime "Wait" in Nomad, ns
 * @param waitUntil or null
 * @param nextEval a replay by Nomad 2.0.1 and later shows another one than the live event
 * @param relatedEvals since Nomad 1.3; not in events so far
 * @param failedTgAllocs by task group that found no place
 * @param planAnnotations since Nomad 1.11, or null
 * @param missingNonNodeResources since Nomad 2.0.5
 * @param queuedAllocations by task group
 * @param createTime ns since the epoch
 * @param modifyTime ns since the epoch
 */
public record Evaluation(
        String id,
        String namespace,
        int priority,
        String type,
        String triggeredBy,
        String jobId,
        long jobModifyIndex,
        String nodeId,
        long nodeModifyIndex,
        String deploymentId,
        String status,
        String statusDescription,
        long waitTime,
        Instant waitUntil,
        String nextEval,
        String previousEval,
        String blockedEval,
        List<EvaluationStub> relatedEvals,
        Map<String, AllocationMetrics> failedTgAllocs,
        PlanAnnotations planAnnotations,
        Map<String, Boolean> classEligibility,
        String quotaLimitReached,
        boolean escapedComputedClass,
        boolean missingNonNodeResources,
        boolean annotatePlan,
        Map<String, Integer> queuedAllocations,
        long snapshotIndex,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    /**
     * A related evaluation in short.
     *
     * @param waitUntil or null
     */
    public record EvaluationStub(
            String id,
            String namespace,
            String type,
            String triggeredBy,
            String jobId,
            String nodeId,
            String deploymentId,
            String status,
            String statusDescription,
            int priority,
            Instant waitUntil,
            String nextEval,
            String previousEval,
            String blockedEval,
            long createIndex,
            long modifyIndex,
            long createTime,
            long modifyTime) {

        @Override
        public String toString() {
            return "EvaluationStub";
        }
    }

    /**
     * What the plan of an evaluation was to do.
     *
     * @param desiredTgUpdates by task group
     */
    public record PlanAnnotations(
            Map<String, DesiredUpdates> desiredTgUpdates, List<AllocationStub> preemptedAllocs) {

        @Override
        public String toString() {
            return "PlanAnnotations";
        }
    }

    /** Numbers of allocations of a group, by what was to happen to them. */
    public record DesiredUpdates(
            long ignore,
            long place,
            long migrate,
            long stop,
            long inPlaceUpdate,
            long destructiveUpdate,
            long canary,
            long preemptions,
            long disconnect,
            long reconnect,
            long rescheduleNow,
            long rescheduleLater) {

        @Override
        public String toString() {
            return "DesiredUpdates";
        }
    }

    /** Whether some group found no place and waits for one. */
    public boolean isPlacementFailure() {
        return !failedTgAllocs.isEmpty() && !blockedEval.isEmpty();
    }

    @Override
    public String toString() {
        return "Evaluation " + id;
    }
}
