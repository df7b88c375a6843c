package io.nomadflink.connector.client;

/** How much of each object a backfill reads. */
public enum BackfillDetail {
    /**
     * What lists tell: whole deployments, evaluations, node pools; of allocations, jobs and nodes
     * the stub, which lacks an allocation's {@code DeploymentID}, {@code PreviousAllocation} and
     * {@code Metrics}.
     */
    LISTED,
    /** Whole objects, as in events: more requests, for allocations one per node. */
    FULL
}
