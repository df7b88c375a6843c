package io.nomadflink.simulator.workload;

import java.util.ArrayList;
import java.util.List;

/** What the scheduler changes for one job in one transaction. */
final class Plan {

    private static final String UPDATED = "alloc is being updated due to job update";
    private static final String NOT_NEEDED = "alloc not needed due to job update";
    private static final String MIGRATED = "alloc is being migrated";

    /** An allocation to stop, and why. */
    private record Stop(Alloc alloc, String reason) {}

    /** A place to fill. */
    private record Placement(GroupSpec group, int slot, Alloc previous, boolean canary) {}

    private final Cluster cluster;
    private final Evaluation evaluation;
    private final Job job;
    private final List<Placement> placements = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private final List<Alloc> lost = new ArrayList<>();
    private final List<Alloc> inPlace = new ArrayList<>();
    private final List<Alloc> placed = new ArrayList<>();
    private final boolean deploys;

    Plan(Cluster cluster, Evaluation evaluation) {
        this.cluster = cluster;
        this.evaluation = evaluation;
        this.job = evaluation.job();
        this.deploys = !job.over() && job.spec().isService() && !hasDeployment();
        if (job.deleted()) {
            return;
        }
        if (job.over()) {
            job.live().forEach(alloc -> stops.add(new Stop(alloc, NOT_NEEDED)));
        } else {
            checkCanaries();
            job.spec().groups().forEach(this::reconcile);
        }
    }

    boolean hasWork() {
        return !placements.isEmpty()
                || !stops.isEmpty()
                || !lost.isEmpty()
                || !inPlace.isEmpty()
                || succeeds()
                || cancels();
    }

    List<Alloc> placed() {
        return placed;
    }

    List<Alloc> stopped() {
        return stops.stream().map(Stop::alloc).toList();
    }

    List<Alloc> updatedInPlace() {
        return inPlace;
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
        lost.forEach(alloc -> alloc.lost(cluster.now()));
        stops.forEach(stop -> stop.alloc().stop(stop.reason(), cluster.now()));
        inPlace.forEach(this::updateInPlace);
        placements.forEach(placement -> place(placement, tx));
        stops.forEach(stop -> tx.write(stop.alloc()));
        lost.forEach(tx::write);
        inPlace.forEach(tx::write);
        if (deploys || job.deploying() && (!placed.isEmpty() || !inPlace.isEmpty())) {
            tx.write(job.deployment());
        }
        if (!placed.isEmpty() && job.becomes(Job.RUNNING, cluster.now())) {
            tx.write(job);
        }
    }

    // ---- what is to do

    private boolean hasDeployment() {
        Deployment latest = job.deployment();
        return latest != null && latest.json().path("JobVersion").longValue() == job.version();
    }

    private void checkCanaries() {
        job.canaries().removeIf(canary -> !canary.live());
        for (Alloc canary : List.copyOf(job.canaries())) {
            if (canary.outdated()) {
                stops.add(new Stop(canary, NOT_NEEDED));
                job.canaries().remove(canary);
            } else if (canary.node().down()) {
                lost.add(canary);
                placements.add(new Placement(canary.spec(), canary.slot(), canary, true));
            }
        }
    }

    private void reconcile(GroupSpec group) {
        Alloc[] slots = job.slots(group);
        int budget = updateBudget(group);
        for (int slot = 0; slot < slots.length; slot++) {
            Alloc holder = slots[slot];
            if (holder == null) {
                placements.add(new Placement(group, slot, null, false));
            } else if (holder.live() && holder.node().down()) {
                lost.add(holder);
                placements.add(new Placement(group, slot, holder, false));
            } else if (holder.live() && holder.migrating()) {
                replace(group, slot, holder, MIGRATED);
            } else if (holder.outdated() && job.spec().isService()) {
                budget -= update(group, slot, holder, budget);
            }
        }
        if (waitsForCanaries(group)) {
            placeCanaries(group);
        }
    }

    private int update(GroupSpec group, int slot, Alloc holder, int budget) {
        if (holder.live() && holder.fits(job.spec())) {
            inPlace.add(holder);
            return 0;
        }
        Alloc canary = promotedCanary(group, slot);
        if (canary != null) {
            if (holder.live()) {
                stops.add(new Stop(holder, NOT_NEEDED));
            }
            job.slots(group)[slot] = canary;
            job.canaries().remove(canary);
            return 0;
        }
        if (budget <= 0) {
            return 0;
        }
        replace(group, slot, holder, UPDATED);
        return 1;
    }

    private void replace(GroupSpec group, int slot, Alloc holder, String reason) {
        if (holder.live()) {
            stops.add(new Stop(holder, reason));
        }
        placements.add(new Placement(group, slot, holder, false));
    }

    /** How many allocations may be replaced now. */
    private int updateBudget(GroupSpec group) {
        if (waitsForCanaries(group)
                || !deploys && (!job.deploying() || job.deployment().paused())) {
            return 0;
        }
        int unsure = 0;
        for (Alloc holder : job.slots(group)) {
            boolean current = holder != null && holder.live() && !holder.outdated();
            unsure += current && !holder.healthKnown() ? 1 : 0;
        }
        return job.spec().maxParallel() - unsure;
    }

    private boolean waitsForCanaries(GroupSpec group) {
        if (group.canaries() == 0) {
            return false;
        }
        return deploys ? needsCanaries() : job.deploying() && job.deployment().needsPromotion();
    }

    /** Canaries stand beside allocations of an older, different version. */
    private boolean needsCanaries() {
        return job.live().stream()
                .anyMatch(a -> a.outdated() && !a.canary() && !a.fits(job.spec()));
    }

    private void placeCanaries(GroupSpec group) {
        boolean placedBefore =
                job.canaries().stream().anyMatch(c -> c.group().equals(group.name()));
        for (int i = 0; !placedBefore && deploys && i < group.canaries(); i++) {
            placements.add(new Placement(group, i, null, true));
        }
    }

    private Alloc promotedCanary(GroupSpec group, int slot) {
        return job.canaries().stream()
                .filter(c -> c.group().equals(group.name()) && !c.canary())
                .filter(c -> c.slot() == slot)
                .findFirst()
                .orElse(null);
    }

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
                new Deployment(cluster.dice().uuid(), job, needsCanaries(), cluster.now());
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

    private void place(Placement placement, Transaction tx) {
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
