package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic Deployment: the roll-out of a job version (Nomad 1.0 to 2.0.5).
 *
 * @param status running, paused, failed, successful, cancelled (two l), and in Nomad Enterprise
 *     initializing, pending, blocked, unblocking
 * @param evalPriority since Nomad 1.2.4
 * @param createTime ns since the epoch, 0 before Nomad 1.9.2
 * @param modifyTime ns since the epoch; 0 before Nomad 1.9.2, and before 2.0.5 whenever a
 *     deployment ends
 */
public record Deployment(
        String id,
        String namespace,
        String jobId,
        long jobVersion,
        long jobModifyIndex,
        long jobSpecModifyIndex,
        long jobCreateIndex,
        boolean isMultiregion,
        Map<String, GroupState> taskGroups,
        String status,
        String statusDescription,
        int evalPriority,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    /**
     * How far a task group is.
     *
     * @param progressDeadline ns
     * @param requireProgressBy or null; moves with each healthy allocation, and a replay shows
     *     another one
     */
    public record GroupState(
            boolean autoRevert,
            boolean autoPromote,
            long progressDeadline,
            Instant requireProgressBy,
            boolean promoted,
            List<String> placedCanaries,
            int desiredCanaries,
            int desiredTotal,
            int placedAllocs,
            int healthyAllocs,
            int unhealthyAllocs) {

        @Override
        public String toString() {
            return "GroupState";
        }
    }

    /**
     * Whether it has ended; Nomad sends ended deployments again, so the end is the first such
     * event.
     */
    public boolean isTerminal() {
        return status.equals("successful") || status.equals("failed") || status.equals("cancelled");
    }

    @Override
    public String toString() {
        return "Deployment " + id;
    }
}
