package io.nomadflink.simulator.workload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/** Collects what clients report for a moment and writes it in one transaction. */
final class ClientUpdates {

    /** One change of an allocation, applied when the server writes it. */
    private record Update(Alloc alloc, ObjLongConsumer<Alloc> change) {}

    /** What follows from a written batch. */
    interface Listener {
        /** The allocation failed outside a deployment and is to be rescheduled. */
        void failed(Alloc alloc, Evaluation evaluation);

        /** An allocation of the deployment became healthy or unhealthy. */
        void healthChanged(Deployment deployment);
    }

    private final Cluster cluster;
    private final List<Update> waiting = new ArrayList<>();
    private Listener listener;

    ClientUpdates(Cluster cluster) {
        this.cluster = cluster;
    }

    void listener(Listener value) {
        listener = value;
    }

    void add(Alloc alloc, ObjLongConsumer<Alloc> change) {
        if (waiting.isEmpty()) {
            // clients batch for 200 ms, servers for 50 ms
            cluster.agenda().after(cluster.dice().millis(50, 250), this::flush);
        }
        waiting.add(new Update(alloc, change));
    }

    private void flush() {
        List<Update> batch = waiting.stream().filter(this::reachable).toList();
        waiting.clear();
        if (!batch.isEmpty()) {
            Batch written = new Batch();
            cluster.log().commit("AllocationUpdated", tx -> written.apply(batch, tx));
            written.tell();
        }
    }

    private boolean reachable(Update update) {
        Alloc alloc = update.alloc();
        return !alloc.node().down()
                && !alloc.job().deleted()
                && (!alloc.terminal() || alloc.is(Alloc.LOST));
    }

    /** The transaction of one batch. */
    private final class Batch {
        private final Set<Deployment> deployments = new LinkedHashSet<>();
        private final Set<Job> jobs = new LinkedHashSet<>();
        private final Set<ClusterNode> nodes = new LinkedHashSet<>();
        private final List<Alloc> failed = new ArrayList<>();
        private final List<Evaluation> evaluations = new ArrayList<>();

        private void apply(List<Update> batch, Transaction tx) {
            for (Update update : batch) {
                if (reachable(update)) {
                    apply(update.alloc(), update.change(), tx);
                }
            }
            for (Alloc alloc : failed) {
                Evaluation evaluation = cluster.evaluation(alloc.job(), "alloc-failure");
                evaluations.add(evaluation);
                tx.write(evaluation);
            }
            deployments.forEach(tx::write);
            jobs.stream().filter(this::statusChanges).forEach(tx::write);
            nodes.forEach(node -> node.allocationsUpdated(tx));
        }

        private void apply(Alloc alloc, ObjLongConsumer<Alloc> change, Transaction tx) {
            boolean knew = alloc.healthKnown();
            boolean wasFailed = alloc.is(Alloc.FAILED);
            change.accept(alloc, cluster.now());
            if (!wasFailed && alloc.is(Alloc.FAILED)) {
                hasFailed(alloc);
            }
            if (!knew && alloc.healthKnown()) {
                deployments.add(alloc.deployment());
            }
            jobs.add(alloc.job());
            nodes.add(alloc.node());
            tx.write(alloc);
        }

        private void hasFailed(Alloc alloc) {
            Deployment deployment = alloc.deployment();
            boolean deploying = deployment != null && deployment.active() && !alloc.healthKnown();
            if (deploying) {
                alloc.health(false, cluster.now());
                deployment.unhealthy(alloc, cluster.now());
            } else if (alloc.job().spec().isService() && !alloc.job().over()) {
                failed.add(alloc);
            }
        }

        private boolean statusChanges(Job job) {
            if (!job.live().isEmpty()) {
                return false;
            }
            boolean waits = job.spec().isService() && !job.over();
            return job.becomes(waits ? Job.PENDING : Job.DEAD, cluster.now());
        }

        private void tell() {
            for (int i = 0; i < failed.size(); i++) {
                listener.failed(failed.get(i), evaluations.get(i));
            }
            deployments.forEach(listener::healthChanged);
        }
    }
}
