package io.nomadflink.simulator.workload;

import java.util.ArrayList;
import java.util.List;

/** What the scheduler changes for one job in one transaction. */
final class Plan {

    private final Cluster cluster;
    private final Evaluation evaluation;
    private final Job job;
    private final Reconciler wanted;
    private final List<Alloc> placed = new ArrayList<>();
    private final boolean deploys;
    private final boolean withCanaries;

    Plan(Cluster cluster, Evaluation evaluation) {
        this.cluster = cluster;
        this.evaluation = evaluation;
        this.job = evaluation.job();
        this.wanted = new Reconciler(job);
        this.deploys = wanted.deploys();
        this.withCanaries = wanted.needsCanaries();
    }

    boolean hasWork() {
        return wanted.hasChanges() || succeeds() || cancels();
    }

    List<Alloc> placed() {
        return placed;
    }

    List<Alloc> stopped() {
        return wanted.stops().stream().map(Reconciler.Stop::alloc).toList();
    }

    List<Alloc> updatedInPlace() {
        return wanted.inPlace();
    }

    void apply(Transaction tx) {
        tx.write(evaluation);
        if (succeeds()) {
            succeed(tx);
        }
        if (cancels()) {
            cancel(tx);
        }
        if (deploys) {
            deploy();
        }
        wanted.lost().forEach(alloc -> alloc.lost(cluster.now()));
        wanted.stops().forEach(stop -> stop.alloc().stop(stop.reason(), cluster.now()));
        wanted.inPlace().forEach(this::updateInPlace);
        wanted.placements().forEach(placement -> place(placement, tx));
        wanted.stops().forEach(stop -> tx.write(stop.alloc()));
        wanted.lost().forEach(tx::write);
        wanted.inPlace().forEach(tx::write);
        if (deploys || job.deploying() && (!placed.isEmpty() || !wanted.inPlace().isEmpty())) {
            tx.write(job.deployment());
        }
        if (!placed.isEmpty() && job.becomes(Job.RUNNING, cluster.now())) {
            tx.write(job);
        }
    }

    // ---- what is to do

    private boolean succeeds() {
        return !job.over()
                && !deploys
                && job.deploying()
                && !job.deployment().paused()
                && !job.deployment().needsPromotion()
                && job.deployment().allHealthy();
    }

    private boolean cancels() {
        return job.deploying() && !job.deleted() && (job.over() || deploys);
    }

    // ---- how it is done

    private void deploy() {
        Deployment deployment =
                new Deployment(cluster.dice().uuid(), job, withCanaries, cluster.now());
        job.deployment(deployment);
        cluster.truth().created(deployment, cluster.now());
    }

    private void succeed(Transaction tx) {
        Deployment deployment = job.deployment();
        String text = "Deployment completed successfully";
        deployment.status(Deployment.SUCCESSFUL, text, cluster.now());
        cluster.truth().changed(deployment, cluster.now());
        tx.write(deployment);
        if (job.markStable()) {
            tx.write(job);
        }
    }

    private void cancel(Transaction tx) {
        String text =
                job.over()
                        ? "Cancelled because job is stopped"
                        : "Cancelled due to newer version of job";
        job.deployment().status(Deployment.CANCELLED, text, cluster.now());
        cluster.truth().changed(job.deployment(), cluster.now());
        tx.write(job.deployment());
    }

    private void updateInPlace(Alloc alloc) {
        alloc.belongsTo(job.deployment(), false);
        job.deployment().placed(alloc);
    }

    private void place(Reconciler.Placement placement, Transaction tx) {
        GroupSpec group = placement.group();
        Alloc alloc =
                new Alloc(
                        cluster.dice().uuid(),
                        job,
                        group,
                        placement.slot(),
                        cluster.readyNode(),
                        cluster.truth());
        if (job.deploying()) {
            boolean canary = placement.canary() && job.deployment().needsPromotion();
            alloc.belongsTo(job.deployment(), canary);
            job.deployment().placed(alloc);
        }
        if (placement.previous() != null) {
            placement.previous().replacedBy(alloc);
            tx.write(placement.previous());
        }
        if (placement.canary()) {
            job.canaries().add(alloc);
        } else {
            job.slots(group)[placement.slot()] = alloc;
        }
        alloc.placed(evaluation, cluster.now());
        placed.add(alloc);
        tx.write(alloc);
    }
}
