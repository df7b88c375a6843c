package io.nomadflink.connector.event.payload;

import java.util.List;
import java.util.Map;

/**
 * How the scheduler looked for a node, and why it found none.
 *
 * @param nodesInPool since Nomad 1.6
 * @param nodePool since Nomad 1.10.4
 * @param resourcesExhausted what each task asked for
 * @param allocationTime ns
 * @param coalescedFailures further allocations that failed alike
 */
public record AllocationMetrics(
        int nodesEvaluated,
        int nodesFiltered,
        int nodesInPool,
        String nodePool,
        Map<String, Integer> nodesAvailable,
        Map<String, Integer> classFiltered,
        Map<String, Integer> constraintFiltered,
        int nodesExhausted,
        Map<String, Integer> classExhausted,
        Map<String, Integer> dimensionExhausted,
        List<String> quotaExhausted,
        Map<String, Resources> resourcesExhausted,
        List<NodeScore> scoreMetaData,
        long allocationTime,
        int coalescedFailures) {

    /** How well a node suited. */
    public record NodeScore(String nodeId, Map<String, Double> scores, double normScore) {

        @Override
        public String toString() {
            return "NodeScore";
        }
    }

    @Override
    public String toString() {
        return "AllocationMetrics";
    }
}
