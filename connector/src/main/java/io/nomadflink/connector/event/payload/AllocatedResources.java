package io.nomadflink.connector.event.payload;

import java.util.List;
import java.util.Map;

/**
 * What an allocation was given.
 *
 * @param tasks by task
 * @param taskLifecycles by task; null for a main task
 */
public record AllocatedResources(
        Map<String, TaskShare> tasks, Map<String, Lifecycle> taskLifecycles, SharedShare shared) {

    /** The share of one task. */
    public record TaskShare(Cpu cpu, Memory memory, List<Network> networks, List<Device> devices) {

        @Override
        public String toString() {
            return "TaskShare";
        }
    }

    /** What the tasks of an allocation share. */
    public record SharedShare(List<Network> networks, long diskMb, List<Network.Port> ports) {

        @Override
        public String toString() {
            return "SharedShare";
        }
    }

    /**
     * Computing time.
     *
     * @param cpuShares MHz
     */
    public record Cpu(long cpuShares, List<Integer> reservedCores) {

        @Override
        public String toString() {
            return "Cpu";
        }
    }

    /**
     * Memory, reserved and at most.
     *
     * @param memoryMaxMb 0 without oversubscription
     */
    public record Memory(long memoryMb, long memoryMaxMb) {

        @Override
        public String toString() {
            return "Memory";
        }
    }

    /** Instances of a device. */
    public record Device(String vendor, String type, String name, List<String> deviceIds) {

        @Override
        public String toString() {
            return "Device";
        }
    }

    /** When a task runs beside the main ones. */
    public record Lifecycle(String hook, boolean sidecar) {

        @Override
        public String toString() {
            return "Lifecycle";
        }
    }

    @Override
    public String toString() {
        return "AllocatedResources";
    }
}
