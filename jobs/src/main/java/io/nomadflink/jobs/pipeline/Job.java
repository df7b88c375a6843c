package io.nomadflink.jobs.pipeline;

/** What can be computed; all of it from the same stream. */
public enum Job {
    /** {@code allocation_failure_rate}. */
    ALLOCATION_FAILURE_RATE,
    /** {@code deployment_duration} and {@code deployment_duration_stats}. */
    DEPLOYMENT_DURATION
}
