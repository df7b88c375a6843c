package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Origin;

/**
 * A job is gone, purged or garbage-collected; its allocations and deployments end without events of
 * their own.
 *
 * @param latest the largest allocation time before the frame that deletes it, ms since the epoch,
 *     or 0
 */
public record JobDeleted(
        String namespace, String jobId, long latest, long time, long index, Origin origin)
        implements JobChange {}
