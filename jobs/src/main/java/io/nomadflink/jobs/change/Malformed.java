package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Origin;

/**
 * An event whose payload is not what its topic promises. Tells where, never what: payloads hold
 * secrets.
 */
public record Malformed(String topic, long time, long index, Origin origin)
        implements ClusterChange {}
