package io.nomadflink.simulator.workload;

import java.time.Duration;

/** Turns evaluations into plans: places, stops, replaces, and ends deployments. */
final class Scheduler {

    private final Cluster cluster;
    private final Clients clients;

    Scheduler(Cluster cluster, Clients clients) {
        this.cluster = cluster;
        this.clients = clients;
    }

    /** Plans soon for an evaluation that has been published as pending. */
    void schedule(Evaluation evaluation) {
        schedule(evaluation, cluster.dice().millis(3, 30));
    }

    void schedule(Evaluation evaluation, Duration delay) {
        cluster.agenda().after(delay, () -> plan(evaluation));
    }

    private void plan(Evaluation evaluation) {
        long snapshot = cluster.log().index();
        Plan plan = new Plan(cluster, evaluation);
        if (plan.hasWork()) {
            cluster.log().commit("PlanResult", plan::apply);
            plan.placed().forEach(clients::start);
            plan.stopped().forEach(clients::kill);
            plan.updatedInPlace().forEach(clients::watchHealth);
        }
        complete(evaluation, plan.placed().size(), snapshot);
    }

    /** Publishes that an evaluation is done; a stopped job without allocations is dead then. */
    void complete(Evaluation evaluation, int placed, long snapshot) {
        cluster.agenda()
                .after(
                        cluster.dice().millis(2, 8),
                        () ->
                                cluster.log()
                                        .commit(
                                                "EvaluationUpdated",
                                                tx -> complete(evaluation, placed, snapshot, tx)));
    }

    private void complete(Evaluation evaluation, int placed, long snapshot, Transaction tx) {
        evaluation.complete(placed, snapshot, cluster.now());
        tx.write(evaluation);
        Job job = evaluation.job();
        boolean dead = job.over() && !job.deleted() && job.live().isEmpty();
        if (dead && job.becomes(Job.DEAD, cluster.now())) {
            tx.write(job);
        }
    }
}
