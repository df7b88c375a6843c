package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic Allocation: one placement of a task group (Nomad 1.0 to 2.0.5).
 *
 * <p>Nomad leaves empty fields out: absent text is "", numbers 0, lists and maps empty, structures
 * null. The job is never there; join by job or deployment. Left out: the resources of before Nomad
 * 0.9 and {@code SignedIdentities}, live identity tokens up to Nomad 1.9.5. Whether the allocation
 * ran into {@code max_run_duration} stands in {@link PayloadFlags}.
 *
 * @param desiredStatus run, stop or evict
 * @param desiredTransition or null
 * @param clientStatus pending, running, complete, failed, lost or unknown; none of them is final
 * @param taskStates by task
 * @param allocStates changes of the client status that a server made
 * @param deploymentStatus or null
 * @param rescheduleTracker or null
 * @param networkStatus or null
 * @param allocatedResources or null
 * @param metrics how the node was chosen, or null
 * @param signingKeyId since Nomad 1.4.3
 * @param createTime ns since the epoch; a placement that only gets a successor keeps its time
 * @param modifyTime ns since the epoch; a placement that only gets a successor keeps its time
 */
public record Allocation(
        String id,
        String namespace,
        String evalId,
        String name,
        String nodeId,
        String nodeName,
        String jobId,
        String taskGroup,
        String desiredStatus,
        String desiredDescription,
        DesiredTransition desiredTransition,
        String clientStatus,
        String clientDescription,
        Map<String, TaskState> taskStates,
        List<AllocState> allocStates,
        String previousAllocation,
        String nextAllocation,
        String deploymentId,
        String followupEvalId,
        String preemptedByAllocation,
        List<String> preemptedAllocations,
        DeploymentStatus deploymentStatus,
        RescheduleTracker rescheduleTracker,
        NetworkStatus networkStatus,
        AllocatedResources allocatedResources,
        AllocationMetrics metrics,
        String signingKeyId,
        long createIndex,
        long modifyIndex,
        long allocModifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    /**
     * What an operator asked for; null where nobody did.
     *
     * @param noShutdownDelay since Nomad 1.2.4
     * @param migrateDisablePlacement since Nomad 1.11
     */
    public record DesiredTransition(
            Boolean migrate,
            Boolean reschedule,
            Boolean forceReschedule,
            Boolean noShutdownDelay,
            Boolean migrateDisablePlacement) {

        @Override
        public String toString() {
            return "DesiredTransition";
        }
    }

    /**
     * What a client says of one task.
     *
     * @param state pending, running or dead
     * @param lastRestart or null
     * @param startedAt or null
     * @param finishedAt or null
     * @param events the last ten
     * @param paused since Nomad 1.8
     */
    public record TaskState(
            String state,
            boolean failed,
            long restarts,
            Instant lastRestart,
            Instant startedAt,
            Instant finishedAt,
            List<TaskEvent> events,
            String paused) {

        @Override
        public String toString() {
            return "TaskState";
        }
    }

    /**
     * Something that happened to a task, by the clock of its client. The details hold what
     * deprecated fields of Nomad hold: {@code exit_code}, {@code signal}, {@code oom_killed} and
     * more, as text.
     *
     * @param type Received, Started, Terminated, Restarting, Driver Failure and others
     * @param time ns since the epoch
     */
    public record TaskEvent(
            String type,
            long time,
            String message,
            String displayMessage,
            Map<String, String> details,
            boolean failsTask) {

        @Override
        public String toString() {
            return "TaskEvent";
        }
    }

    /**
     * A change of an allocation that a server noted.
     *
     * @param field 0 is the client status
     */
    public record AllocState(int field, String value, Instant time) {

        @Override
        public String toString() {
            return "AllocState";
        }
    }

    /**
     * An allocation's part in a deployment.
     *
     * @param healthy null while it is not known
     * @param timestamp or null
     */
    public record DeploymentStatus(
            Boolean healthy, Instant timestamp, boolean canary, long modifyIndex) {

        @Override
        public String toString() {
            return "DeploymentStatus";
        }
    }

    /**
     * How often an allocation and its predecessors were placed anew.
     *
     * @param lastReschedule since Nomad 1.8.1
     */
    public record RescheduleTracker(List<RescheduleEvent> events, String lastReschedule) {

        @Override
        public String toString() {
            return "RescheduleTracker";
        }
    }

    /**
     * One earlier placement.
     *
     * @param rescheduleTime ns since the epoch
     * @param delay ns
     */
    public record RescheduleEvent(
            long rescheduleTime, String prevAllocId, String prevNodeId, long delay) {

        @Override
        public String toString() {
            return "RescheduleEvent";
        }
    }

    /**
     * The network of an allocation.
     *
     * @param addressIpv6 since Nomad 1.9
     * @param dns or null
     */
    public record NetworkStatus(
            String interfaceName, String address, String addressIpv6, Network.Dns dns) {

        @Override
        public String toString() {
            return "NetworkStatus";
        }
    }

    /**
     * Whether the scheduler has done with it: it is to stop or to give way. Its tasks may still
     * run.
     */
    public boolean isStopping() {
        return desiredStatus.equals("stop") || desiredStatus.equals("evict");
    }

    @Override
    public String toString() {
        return "Allocation " + id;
    }
}
