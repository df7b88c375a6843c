package io.nomadflink.connector.event;

import io.nomadflink.connector.event.payload.Job;

/**
 * Whether an event says that its object is gone; most deletions are told by nobody.
 *
 * <p>Nomad purges a job's allocations and deployments without events of theirs.
 */
final class Deletion {
    private Deletion() {}

    static boolean isDeletion(NomadEvent event) {
        if (event.origin() != Origin.STREAM) {
            return false;
        }
        return switch (event.topic().name()) {
            case "Job" ->
                    isJobDeletion(
                            event.type(),
                            event.index(),
                            event.payload(Job.class).modifyIndex(),
                            event.flags().deleted());
            case "Service" -> !event.type().equals("ServiceRegistration");
            case "Variable" -> Boolean.TRUE.equals(event.flags().deleted());
            default ->
                    event.type().endsWith("Deleted") || event.type().endsWith("VolumeDeregistered");
        };
    }

    /**
     * Tells a deleted job from a stopped one. Since Nomad 1.11.3 the payload says so; before, the
     * payload of a deletion is the job as it was, so its {@code ModifyIndex} is below the event's
     * (seen on 1.7.7 to 1.11.2; older servers send no event for a purge).
     *
     * @param deleted as the payload says, or null
     */
    static boolean isJobDeletion(String type, long index, long modifyIndex, Boolean deleted) {
        if (deleted != null) {
            return deleted;
        }
        return (type.equals("JobDeregistered") || type.equals("JobBatchDeregistered"))
                && modifyIndex < index;
    }
}
