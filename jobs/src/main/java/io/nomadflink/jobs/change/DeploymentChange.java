package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Origin;
import java.util.Set;

/**
 * A deployment as one event shows it. Times in ns since the epoch, 0 where unknown, except {@code
 * time} in ms.
 *
 * @param createTime Nomad 1.9.2 and later
 * @param modifyTime 0 on most status changes before 2.0.5
 * @param derivedStart the smallest {@code RequireProgressBy - ProgressDeadline} of its groups
 * @param lineTime the largest time of an allocation or evaluation in the same frame
 * @param latest the largest of those so far, this frame included
 * @param promoted whether it has canaries and all groups that do are promoted
 */
public record DeploymentChange(
        String id,
        String namespace,
        String jobId,
        long jobVersion,
        String status,
        long createTime,
        long modifyTime,
        long derivedStart,
        long lineTime,
        long latest,
        int desired,
        int placed,
        int healthy,
        int unhealthy,
        int canaries,
        boolean promoted,
        long time,
        long index,
        Origin origin)
        implements JobChange {
    private static final Set<String> TERMINAL = Set.of("successful", "failed", "cancelled");

    public boolean isTerminal() {
        return TERMINAL.contains(status);
    }
}
