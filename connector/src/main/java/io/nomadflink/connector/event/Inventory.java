package io.nomadflink.connector.event;

import java.util.Map;

/**
 * The jobs of a namespace, or of all, that exist after a gap. Whatever of these belonged to another
 * job is gone: a purge takes a job's allocations and deployments with it, without an event of
 * theirs.
 *
 * @param namespace {@code *} for all; of jobs of others nothing is known
 * @param jobs {@code CreateIndex} by job; one above {@code after} is a new job under an old name
 * @param after the last index before the gap
 */
public record Inventory(String namespace, Map<JobName, Long> jobs, long after) {

    /** A job's id is unique only within its namespace. */
    public record JobName(String namespace, String id) {}

    /** Whether a job known before the gap still exists. */
    public boolean survived(JobName job) {
        Long created = jobs.get(job);
        return created != null && created <= after;
    }
}
