package io.nomadflink.connector.event.payload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic CSIPlugin, member {@code Plugin} (Nomad 1.10 to 2.0.5; by its source, no
 * event was seen).
 *
 * @param controllers by node
 * @param nodes by node
 * @param createTime ns since the epoch
 * @param modifyTime ns since the epoch
 */
public record CsiPlugin(
        String id,
        String provider,
        String version,
        boolean controllerRequired,
        Map<String, Instance> controllers,
        Map<String, Instance> nodes,
        List<AllocationStub> allocations,
        int controllersHealthy,
        int controllersExpected,
        int nodesHealthy,
        int nodesExpected,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    /**
     * A plugin on a node.
     *
     * @param updateTime or null
     */
    public record Instance(
            String pluginId,
            String allocId,
            boolean healthy,
            String healthDescription,
            Instant updateTime,
            boolean requiresControllerPlugin,
            boolean requiresTopologies) {

        @Override
        public String toString() {
            return "Instance";
        }
    }

    @Override
    public String toString() {
        return "CsiPlugin " + id;
    }
}
