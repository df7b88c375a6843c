package io.nomadflink.simulator.workload;

import java.time.Duration;

/**
 * What a task group of a job is meant to do, and how it fails.
 *
 * @param name the group's name
 * @param count how many allocations it wants
 * @param canaries how many canaries an update places first
 * @param restarts in-place restarts before an allocation fails
 * @param failure probability that an allocation fails rather than does its work
 * @param runFor how long a batch allocation works, or the mean time to failure of a service
 * @param service whether it registers a service
 */
record GroupSpec(
        String name,
        int count,
        int canaries,
        int restarts,
        double failure,
        Duration runFor,
        boolean service) {}
