package io.nomadflink.connector.event.payload;

import java.util.List;
import java.util.Map;

/**
 * The payload of topic HostVolume, member {@code Volume} (Nomad 1.10 to 2.0.5).
 *
 * @param state pending, ready or unavailable
 * @param createTime ns since the epoch
 * @param modifyTime ns since the epoch
 */
public record HostVolume(
        String id,
        String namespace,
        String name,
        String pluginId,
        String nodePool,
        String nodeId,
        List<Constraint> constraints,
        long requestedCapacityMinBytes,
        long requestedCapacityMaxBytes,
        long capacityBytes,
        List<VolumeCapability> requestedCapabilities,
        Map<String, String> parameters,
        String hostPath,
        String state,
        List<AllocationStub> allocations,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    @Override
    public String toString() {
        return "HostVolume " + id;
    }
}
