package io.nomadflink.simulator.workload;

import java.time.Duration;

/** Replaces failed service allocations after a delay that grows with their history. */
final class Rescheduler {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    private static final int LONGEST_HISTORY = 4;

    private final Cluster cluster;
    private final Scheduler scheduler;
    private final Clients clients;

    Rescheduler(Cluster cluster, Scheduler scheduler, Clients clients) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.clients = clients;
    }

    /** Creates the delayed evaluation and links it, in three transactions. */
    void failed(Alloc alloc, Evaluation evaluation) {
        cluster.agenda().after(cluster.dice().millis(3, 12), () -> delay(alloc, evaluation));
    }

    private void delay(Alloc alloc, Evaluation evaluation) {
        long snapshot = cluster.log().index();
        if (alloc.job().over()) {
            scheduler.complete(evaluation, 0, snapshot);
            return;
        }
        Duration delay = delayOf(alloc);
        Evaluation later = cluster.evaluation(alloc.job(), "alloc-reschedule");
        later.waitingUntil(cluster.now() + delay.toNanos(), evaluation);
        cluster.log().commit("EvaluationUpdated", tx -> tx.write(later));
        evaluation.followedBy(later);
        alloc.followUp(later);
        cluster.log()
                .commit(
                        "PlanResult",
                        tx -> {
                            tx.write(evaluation);
                            tx.write(alloc);
                        });
        scheduler.complete(evaluation, 0, snapshot);
        cluster.agenda().after(delay, () -> reschedule(alloc, later, delay));
    }

    private static Duration delayOf(Alloc alloc) {
        int earlier = alloc.json().path("RescheduleTracker").path("Events").size();
        return FIRST_DELAY.multipliedBy(1L << Math.min(earlier, LONGEST_HISTORY));
    }

    private void reschedule(Alloc alloc, Evaluation evaluation, Duration delay) {
        long snapshot = cluster.log().index();
        int slot = slotOf(alloc);
        if (slot >= 0 && !alloc.job().over()) {
            cluster.log().commit("PlanResult", tx -> replace(alloc, slot, evaluation, delay, tx));
            clients.start(alloc.job().slots(alloc.spec())[slot]);
        }
        if (!alloc.job().deleted()) {
            scheduler.complete(evaluation, slot >= 0 ? 1 : 0, snapshot);
        }
    }

    private void replace(
            Alloc alloc, int slot, Evaluation evaluation, Duration delay, Transaction tx) {
        Job job = alloc.job();
        Alloc next =
                new Alloc(
                        cluster.dice().uuid(),
                        job,
                        alloc.spec(),
                        slot,
                        cluster.readyNode(),
                        cluster.truth());
        if (job.deploying()) {
            next.belongsTo(job.deployment(), false);
        }
        tx.write(evaluation);
        next.placed(evaluation, cluster.now());
        alloc.rescheduledAs(next, delay, cluster.now());
        job.slots(alloc.spec())[slot] = next;
        tx.write(next);
        tx.write(alloc);
        if (job.becomes(Job.RUNNING, cluster.now())) {
            tx.write(job);
        }
    }

    /** The place the allocation still holds, -1 when something else has replaced it. */
    private static int slotOf(Alloc alloc) {
        Alloc[] slots = alloc.job().slots(alloc.spec());
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] == alloc) {
                return slot;
            }
        }
        return -1;
    }
}
