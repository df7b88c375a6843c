package io.nomadflink.connector.event.payload;

import java.util.List;
import java.util.Map;

/**
 * A group of tasks of a job. Durations are ns.
 *
 * @param update or null
 * @param migrate or null
 * @param scaling or null
 * @param restartPolicy or null
 * @param reschedulePolicy or null
 * @param disconnect since Nomad 1.8, or null
 * @param ephemeralDisk or null
 * @param consul or null
 * @param shutdownDelay or null
 * @param stopAfterClientDisconnect or null
 * @param maxClientDisconnect since Nomad 1.3, or null
 * @param preventRescheduleOnLost since Nomad 1.7.2
 * @param maxRunDuration since Nomad 2.0.3, or null
 */
public record TaskGroup(
        String name,
        int count,
        UpdateStrategy update,
        Migrate migrate,
        List<Constraint> constraints,
        List<Affinity> affinities,
        List<Spread> spreads,
        Scaling scaling,
        RestartPolicy restartPolicy,
        ReschedulePolicy reschedulePolicy,
        Disconnect disconnect,
        List<Task> tasks,
        EphemeralDisk ephemeralDisk,
        Map<String, String> meta,
        List<Network> networks,
        Consul consul,
        List<ServiceBlock> services,
        Map<String, VolumeRequest> volumes,
        Long shutdownDelay,
        Long stopAfterClientDisconnect,
        Long maxClientDisconnect,
        boolean preventRescheduleOnLost,
        Long maxRunDuration) {

    /**
     * How a group leaves a node that is drained.
     *
     * @param minHealthyTime ns
     * @param healthyDeadline ns
     */
    public record Migrate(
            int maxParallel, String healthCheck, long minHealthyTime, long healthyDeadline) {

        @Override
        public String toString() {
            return "Migrate";
        }
    }

    /** How a group is scaled by others. */
    public record Scaling(
            String id,
            String type,
            boolean enabled,
            long min,
            long max,
            Map<String, String> target,
            Map<String, Object> policy,
            long createIndex,
            long modifyIndex) {

        @Override
        public String toString() {
            return "Scaling";
        }
    }

    /**
     * How often a task restarts in place.
     *
     * @param interval ns
     * @param delay ns
     * @param mode fail or delay
     */
    public record RestartPolicy(
            int attempts, long interval, long delay, String mode, boolean renderTemplates) {

        @Override
        public String toString() {
            return "RestartPolicy";
        }
    }

    /**
     * How often an allocation is placed anew.
     *
     * @param interval ns
     * @param delay ns
     * @param maxDelay ns
     */
    public record ReschedulePolicy(
            int attempts,
            long interval,
            long delay,
            String delayFunction,
            long maxDelay,
            boolean unlimited) {

        @Override
        public String toString() {
            return "ReschedulePolicy";
        }
    }

    /**
     * What happens when a node is unreachable.
     *
     * @param lostAfter ns, or null
     * @param stopOnClientAfter ns, or null
     */
    public record Disconnect(
            Long lostAfter, Long stopOnClientAfter, Boolean replace, String reconcile) {

        @Override
        public String toString() {
            return "Disconnect";
        }
    }

    /** The disk of an allocation. */
    public record EphemeralDisk(boolean sticky, int sizeMb, boolean migrate) {

        @Override
        public String toString() {
            return "EphemeralDisk";
        }
    }

    /** Where to register with Consul. */
    public record Consul(String namespace, String cluster, String partition) {

        @Override
        public String toString() {
            return "Consul";
        }
    }

    /** A volume that a group needs. */
    public record VolumeRequest(
            String name,
            String type,
            String source,
            boolean readOnly,
            boolean sticky,
            boolean perAlloc,
            String accessMode,
            String attachmentMode) {

        @Override
        public String toString() {
            return "VolumeRequest";
        }
    }

    @Override
    public String toString() {
        return "TaskGroup";
    }
}
