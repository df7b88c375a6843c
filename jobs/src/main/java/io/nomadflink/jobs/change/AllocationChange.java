package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Origin;

/**
 * An allocation as one event shows it.
 *
 * @param status as the client says
 * @param clientUpdate whether a client's update brought it (type {@code AllocationUpdated}), so
 *     that the status is news
 * @param created whether it was created with this event, or in a gap before it; an allocation first
 *     seen otherwise began before the stream
 * @param begun when it was created if that was before this event, else the time of the event, ms
 */
public record AllocationChange(
        String namespace,
        String jobId,
        AllocationId id,
        String taskGroup,
        ClientStatus status,
        boolean clientUpdate,
        boolean created,
        long begun,
        long time,
        long index,
        Origin origin)
        implements JobChange {}
