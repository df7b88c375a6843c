package io.nomadflink.connector.event.payload;

import java.util.List;

/**
 * The payload of topic Service: a registration with Nomad's own service discovery (Nomad 1.3 to
 * 2.0.5).
 */
public record Service(
        String id,
        String serviceName,
        String namespace,
        String nodeId,
        String datacenter,
        String jobId,
        String allocId,
        List<String> tags,
        String address,
        int port,
        long createIndex,
        long modifyIndex)
        implements Payload {

    @Override
    public String toString() {
        return "Service " + id;
    }
}
