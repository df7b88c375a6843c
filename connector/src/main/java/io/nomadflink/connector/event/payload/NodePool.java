package io.nomadflink.connector.event.payload;

import java.util.Map;

/**
 * The payload of topic NodePool (Nomad 1.6 to 2.0.5).
 *
 * @param schedulerConfiguration or null
 * @param nodeIdentityTtl ns, since Nomad 1.11
 * @param hash base64
 */
public record NodePool(
        String name,
        String description,
        Map<String, String> meta,
        SchedulerConfiguration schedulerConfiguration,
        long nodeIdentityTtl,
        String hash,
        long createIndex,
        long modifyIndex)
        implements Payload {

    /** How to place in the pool (Nomad Enterprise). */
    public record SchedulerConfiguration(
            String schedulerAlgorithm, Boolean memoryOversubscriptionEnabled) {

        @Override
        public String toString() {
            return "SchedulerConfiguration";
        }
    }

    @Override
    public String toString() {
        return "NodePool " + name;
    }
}
