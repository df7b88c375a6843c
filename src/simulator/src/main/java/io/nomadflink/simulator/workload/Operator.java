package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What people and their tools do to jobs: register, update, stop, purge, collect. */
final class Operator {

    /** A job GC of a real server put up to 94 jobs into one line (seen). */
    private static final int JOBS_PER_LINE = 94;

    /** A dead job is collected this long after its end. */
    private static final Duration GC_AGE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Scheduler scheduler;

    Operator(Cluster cluster, Scheduler scheduler) {
        this.cluster = cluster;
        this.scheduler = scheduler;
    }

    /** Registers a job or a new version of it: two lines at one index. */
    Job register(JobSpec spec) {
        Job job = cluster.jobs().computeIfAbsent(Cluster.key(spec), key -> new Job(spec));
        job.submit(spec, cluster.now());
        Evaluation evaluation = cluster.evaluation(job, "job-register");
        twoLines("JobRegistered", job, evaluation);
        scheduler.schedule(evaluation);
        return job;
    }

    /** Stops a job; its allocations end by plans and updates. */
    void stop(Job job) {
        job.stop();
        Evaluation evaluation = cluster.evaluation(job, "job-deregister");
        twoLines("JobDeregistered", job, evaluation);
        scheduler.schedule(evaluation);
    }

    /** Purges a job; its allocations and deployments vanish without an event of theirs. */
    void purge(Job job) {
        List<Alloc> live = job.live();
        if (job.deploying()) {
            cluster.truth().purged(job.deployment(), cluster.now());
        }
        forget(job);
        Evaluation evaluation = cluster.evaluation(job, "job-deregister");
        cluster.log()
                .commitTwoLines(
                        "JobDeregistered",
                        tx -> tx.mention(job),
                        tx -> {
                            evaluation.ofSpecification(tx.index());
                            tx.write(evaluation);
                        });
        scheduler.schedule(evaluation);
        if (!live.isEmpty()) {
            cluster.agenda().after(cluster.dice().millis(100, 400), () -> nodesOnly(live));
        }
    }

    /** Removes dead jobs that are old enough, many in one line. */
    void collectGarbage() {
        List<Job> dead = new ArrayList<>();
        for (Job job : cluster.jobs().values()) {
            if (dead.size() < JOBS_PER_LINE && isGarbage(job)) {
                dead.add(job);
            }
        }
        if (!dead.isEmpty()) {
            dead.forEach(this::forget);
            cluster.log().commit("JobBatchDeregistered", tx -> dead.forEach(tx::mention));
        }
    }

    private boolean isGarbage(Job job) {
        long age = cluster.now() - job.lastChange();
        return job.text("Status").equals(Job.DEAD) && age > GC_AGE.toNanos();
    }

    private void forget(Job job) {
        job.delete();
        cluster.jobs().remove(Cluster.key(job.spec()));
        job.holders().forEach(cluster.truth()::forget);
    }

    /** The clients of purged allocations report once more, which shows only on their nodes. */
    private void nodesOnly(List<Alloc> purged) {
        cluster.log()
                .commit(
                        "AllocationUpdated",
                        tx ->
                                purged.stream()
                                        .map(Alloc::node)
                                        .filter(node -> !node.down())
                                        .distinct()
                                        .forEach(node -> node.allocationsUpdated(tx)));
    }

    private void twoLines(String type, Job job, Evaluation evaluation) {
        cluster.log()
                .commitTwoLines(
                        type,
                        tx -> {
                            job.specifiedAt(tx.index());
                            tx.write(job);
                        },
                        tx -> {
                            evaluation.ofSpecification(tx.index());
                            tx.write(evaluation);
                        });
    }
}
