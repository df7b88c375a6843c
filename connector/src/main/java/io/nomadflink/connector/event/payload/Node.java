package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic Node: a client (Nomad 1.0 to 2.0.5). Left out: {@code SecretID}, always
 * blank, and {@code Resources} and {@code Reserved} of before Nomad 0.9, sent until 1.10.
 *
 * <p>Node events and allocation updates do not raise {@link #modifyIndex()}.
 *
 * @param nodeResources or null
 * @param reservedResources or null
 * @param nodePool since Nomad 1.6
 * @param drainStrategy null unless draining
 * @param schedulingEligibility eligible or ineligible
 * @param status initializing, ready, down or disconnected
 * @param statusUpdatedAt seconds since the epoch, but ns after a rejected plan (Nomad 1.9 and
 *     later)
 * @param events the last ten
 * @param hostNetworks since Nomad 1.2
 * @param lastDrain since Nomad 1.1, or null
 * @param lastMissedHeartbeatIndex since Nomad 1.3.10 and 1.4.5
 * @param lastAllocUpdateIndex since Nomad 1.3.10 and 1.4.5
 * @param cgroupParent since Nomad 1.3
 * @param gcVolumesOnNodeGc since Nomad 1.10.2
 * @param nodeMaxAllocs since Nomad 1.10.2
 * @param identitySigningKeyId since Nomad 1.11
 */
public record Node(
        String id,
        String datacenter,
        String name,
        String httpAddr,
        boolean tlsEnabled,
        Map<String, String> attributes,
        NodeResources nodeResources,
        NodeResources.Reserved reservedResources,
        Map<String, String> links,
        Map<String, String> meta,
        String nodeClass,
        String nodePool,
        String computedClass,
        DrainStrategy drainStrategy,
        boolean drain,
        String schedulingEligibility,
        String status,
        String statusDescription,
        long statusUpdatedAt,
        List<NodeEvent> events,
        Map<String, Driver> drivers,
        Map<String, CsiPlugin.Instance> csiControllerPlugins,
        Map<String, CsiPlugin.Instance> csiNodePlugins,
        Map<String, HostVolumeConfig> hostVolumes,
        Map<String, HostNetwork> hostNetworks,
        LastDrain lastDrain,
        long lastMissedHeartbeatIndex,
        long lastAllocUpdateIndex,
        String cgroupParent,
        boolean gcVolumesOnNodeGc,
        int nodeMaxAllocs,
        String identitySigningKeyId,
        long createIndex,
        long modifyIndex)
        implements Payload {

    /**
     * How a node is drained.
     *
     * @param deadline ns; 0 without one, negative to force
     * @param forceDeadline or null
     * @param startedAt or null
     */
    public record DrainStrategy(
            long deadline, boolean ignoreSystemJobs, Instant forceDeadline, Instant startedAt) {

        @Override
        public String toString() {
            return "DrainStrategy";
        }
    }

    /** Something that happened to a node. */
    public record NodeEvent(
            String message,
            String subsystem,
            Map<String, String> details,
            Instant timestamp,
            long createIndex) {

        @Override
        public String toString() {
            return "NodeEvent";
        }
    }

    /**
     * A task driver.
     *
     * @param updateTime or null
     */
    public record Driver(
            Map<String, String> attributes,
            boolean detected,
            boolean healthy,
            String healthDescription,
            Instant updateTime) {

        @Override
        public String toString() {
            return "Driver";
        }
    }

    /**
     * A volume that a node offers.
     *
     * @param id of a dynamic one, since Nomad 1.10
     */
    public record HostVolumeConfig(String name, String path, boolean readOnly, String id) {

        @Override
        public String toString() {
            return "HostVolumeConfig";
        }
    }

    /** A network that a node offers. */
    public record HostNetwork(
            String name, String cidr, String networkInterface, String reservedPorts) {

        @Override
        public String toString() {
            return "HostNetwork";
        }
    }

    /** The last drain. */
    public record LastDrain(
            Instant startedAt,
            Instant updatedAt,
            String status,
            String accessorId,
            Map<String, String> meta) {

        @Override
        public String toString() {
            return "LastDrain";
        }
    }

    @Override
    public String toString() {
        return "Node " + id;
    }
}
