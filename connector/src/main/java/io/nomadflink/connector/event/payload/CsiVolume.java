package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic CSIVolume, member {@code Volume} (Nomad 1.10 to 2.0.5; by its source, no
 * event was seen). Left out: {@code Secrets}.
 *
 * @param capacity bytes
 * @param requestedCapacityMin bytes
 * @param requestedCapacityMax bytes
 * @param readAllocs by allocation; the values are null in events
 * @param writeAllocs by allocation; the values are null in events
 * @param resourceExhausted or null
 * @param createTime ns since the epoch
 * @param modifyTime ns since the epoch
 */
public record CsiVolume(
        String id,
        String namespace,
        String name,
        String externalId,
        List<Topology> topologies,
        String accessMode,
        String attachmentMode,
        Map<String, String> parameters,
        Map<String, String> context,
        long capacity,
        long requestedCapacityMin,
        long requestedCapacityMax,
        List<VolumeCapability> requestedCapabilities,
        String cloneId,
        String snapshotId,
        Map<String, AllocationStub> readAllocs,
        Map<String, AllocationStub> writeAllocs,
        List<AllocationStub> allocations,
        boolean schedulable,
        String pluginId,
        String provider,
        String providerVersion,
        boolean controllerRequired,
        int controllersHealthy,
        int controllersExpected,
        int nodesHealthy,
        int nodesExpected,
        Instant resourceExhausted,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    /** Where a volume can be reached. */
    public record Topology(Map<String, String> segments) {

        @Override
        public String toString() {
            return "Topology";
        }
    }

    @Override
    public String toString() {
        return "CsiVolume " + id;
    }
}
