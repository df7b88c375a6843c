package io.nomadflink.connector.event.payload;

import java.util.List;

/**
 * What a node has.
 *
 * @param processors since Nomad 1.7, or null
 */
public record NodeResources(
        Cpu cpu,
        Processors processors,
        Memory memory,
        Disk disk,
        List<Device> devices,
        List<NodeNetwork> nodeNetworks,
        List<Network> networks,
        int minDynamicPort,
        int maxDynamicPort) {

    /**
     * Computing time.
     *
     * @param cpuShares MHz
     */
    public record Cpu(long cpuShares, int totalCpuCores, List<Integer> reservableCpuCores) {

        @Override
        public String toString() {
            return "Cpu";
        }
    }

    /** The processors and how they lie. */
    public record Processors(Topology topology) {

        @Override
        public String toString() {
            return "Processors";
        }
    }

    /**
     * Cores and NUMA nodes.
     *
     * @param overrideTotalCompute MHz; Nomad writes one h
     * @param overrideWitholdCompute MHz; Nomad writes one h
     */
    public record Topology(
            List<Integer> nodes,
            List<Core> cores,
            long overrideTotalCompute,
            long overrideWitholdCompute) {

        @Override
        public String toString() {
            return "Topology";
        }
    }

    /**
     * A core.
     *
     * @param baseSpeed MHz
     * @param maxSpeed MHz
     * @param guessSpeed MHz
     */
    public record Core(
            int id,
            int socketId,
            int nodeId,
            boolean disable,
            boolean grade,
            long baseSpeed,
            long maxSpeed,
            long guessSpeed) {

        @Override
        public String toString() {
            return "Core";
        }
    }

    /** Memory. */
    public record Memory(long memoryMb) {

        @Override
        public String toString() {
            return "Memory";
        }
    }

    /** Disk. */
    public record Disk(long diskMb) {

        @Override
        public String toString() {
            return "Disk";
        }
    }

    /** A kind of device with its instances. */
    public record Device(String vendor, String type, String name, List<Instance> instances) {

        @Override
        public String toString() {
            return "Device";
        }
    }

    /** One device. */
    public record Instance(String id, boolean healthy, String healthDescription) {

        @Override
        public String toString() {
            return "Instance";
        }
    }

    /** An interface. */
    public record NodeNetwork(
            String mode, String device, String macAddress, int speed, List<Address> addresses) {

        @Override
        public String toString() {
            return "NodeNetwork";
        }
    }

    /** An address of an interface. */
    public record Address(
            String family, String alias, String address, String reservedPorts, String gateway) {

        @Override
        public String toString() {
            return "Address";
        }
    }

    /** What a node keeps for itself. */
    public record Reserved(ReservedCpu cpu, Memory memory, Disk disk, ReservedNetworks networks) {

        @Override
        public String toString() {
            return "Reserved";
        }
    }

    /**
     * Computing time.
     *
     * @param cpuShares MHz
     */
    public record ReservedCpu(long cpuShares, List<Integer> reservedCpuCores) {

        @Override
        public String toString() {
            return "ReservedCpu";
        }
    }

    /** Ports. */
    public record ReservedNetworks(String reservedHostPorts) {

        @Override
        public String toString() {
            return "ReservedNetworks";
        }
    }

    @Override
    public String toString() {
        return "NodeResources";
    }
}
