package io.nomadflink.simulator.workload;

import java.time.Instant;
import java.util.Map;

/**
 * What really happened in a workload, told by its state machines rather than by its events.
 *
 * @param groups allocations per task group, over all time
 * @param minutes the same per minute in which something happened first, by its beginning
 * @param deployments deployments by ID
 */
public record Truth(
        Map<GroupKey, Counts> groups,
        Map<Instant, Map<GroupKey, Counts>> minutes,
        Map<String, DeploymentTruth> deployments) {

    /** The sum over all groups. */
    public Counts total() {
        return groups.values().stream().reduce(Counts.NONE, Counts::plus);
    }
}
