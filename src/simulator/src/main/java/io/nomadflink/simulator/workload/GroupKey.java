package io.nomadflink.simulator.workload;

/**
 * A task group of a job, over all its versions.
 *
 * @param namespace the job's namespace
 * @param job the job's ID
 * @param group the group's name
 */
public record GroupKey(String namespace, String job, String group) {}
