package io.nomadflink.jobs.change;

/** A change that belongs to a Nomad job. */
public sealed interface JobChange extends ClusterChange
        permits AllocationChange, DeploymentChange, JobDeleted, JobsListed {
    String namespace();

    String jobId();

    default JobKey key() {
        return new JobKey(namespace(), jobId());
    }
}
