package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * How a deployment went.
 *
 * @param id its ID
 * @param namespace its job's namespace
 * @param job its job's ID
 * @param version the job version it rolled out
 * @param status its last status
 * @param start when it was created
 * @param end when it became terminal or its job was purged, null while it goes on
 * @param paused how long it was paused in all
 * @param purged whether its job was purged before it ended
 */
public record DeploymentTruth(
        String id,
        String namespace,
        String job,
        long version,
        String status,
        Instant start,
        Instant end,
        Duration paused,
        boolean purged) {

    /** Time from start to end, null while it goes on. */
    public Duration duration() {
        return end == null ? null : Duration.between(start, end);
    }

    DeploymentTruth with(String newStatus, Instant newEnd) {
        return new DeploymentTruth(
                id, namespace, job, version, newStatus, start, newEnd, paused, purged);
    }

    DeploymentTruth pausedFor(Duration more) {
        return new DeploymentTruth(
                id, namespace, job, version, status, start, end, paused.plus(more), purged);
    }

    DeploymentTruth purgedAt(Instant when) {
        return new DeploymentTruth(id, namespace, job, version, status, start, when, paused, true);
    }
}
