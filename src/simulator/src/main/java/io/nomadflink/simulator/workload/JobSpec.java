package io.nomadflink.simulator.workload;

import java.util.List;

/**
 * One version of a job.
 *
 * @param namespace its namespace
 * @param id its ID
 * @param type {@code service} or {@code batch}
 * @param autoRevert whether failed deployments roll back
 * @param maxParallel how many allocations an update replaces at a time
 * @param release what makes this version different from others
 * @param broken whether its allocations fail soon after they start
 * @param groups its task groups
 */
record JobSpec(
        String namespace,
        String id,
        String type,
        boolean autoRevert,
        int maxParallel,
        int release,
        boolean broken,
        List<GroupSpec> groups) {

    JobSpec {
        groups = List.copyOf(groups);
    }

    boolean isService() {
        return type.equals("service");
    }

    /** The same job with another release of its program. */
    JobSpec nextRelease(boolean isBroken) {
        return new JobSpec(
                namespace, id, type, autoRevert, maxParallel, release + 1, isBroken, groups);
    }
}
