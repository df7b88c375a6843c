package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What happens to nodes: they join, vanish and come back, are drained, become ineligible. */
final class Fleet {

    private final Cluster cluster;
    private final Scheduler scheduler;
    private final Clients clients;
    private final List<Alloc> lostAllocations = new ArrayList<>();
    private boolean busy;

    Fleet(Cluster cluster, Scheduler scheduler, Clients clients) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.clients = clients;
    }

    void join(String name) {
        ClusterNode node = new ClusterNode(cluster.dice().uuid(), name);
        cluster.nodes().add(node);
        node.status("initializing", "Node registered", cluster.now());
        write("NodeRegistration", node);
        node.status("ready", "", cluster.now());
        write("NodeStreamEvent", node);
    }

    /** One node misses its heartbeats for a while; nothing if another node is in trouble. */
    void lose(Duration away) {
        withFreeNode(
                node -> {
                    node.status("down", "Node heartbeat missed", cluster.now());
                    write("NodeStreamEvent", node);
                    evaluate(node, "node-update");
                    cluster.agenda().after(away, () -> comeBack(node));
                });
    }

    /** Moves all allocations away from one node and takes it back into use afterwards. */
    void drain() {
        withFreeNode(
                node -> {
                    node.drain(true, "Node drain strategy set", cluster.now());
                    write("NodeDrain", node);
                    List<Alloc> here = allocationsOn(node);
                    here.forEach(Alloc::migrate);
                    List<Evaluation> evaluations = evaluations(jobsOf(here), node, "node-drain");
                    cluster.log()
                            .commit(
                                    "AllocationUpdateDesiredStatus",
                                    tx -> {
                                        here.forEach(tx::write);
                                        evaluations.forEach(tx::write);
                                    });
                    evaluations.forEach(scheduler::schedule);
                    cluster.agenda().after(Duration.ofSeconds(5), () -> drained(node));
                });
    }

    private void withFreeNode(Consumer<ClusterNode> action) {
        if (!busy && cluster.nodes().size() > 1) {
            busy = true;
            action.accept(cluster.readyNode());
        }
    }

    private void drained(ClusterNode node) {
        node.drain(false, "Node drain complete", cluster.now());
        write("NodeDrain", node);
        cluster.agenda().after(cluster.dice().millis(2000, 8000), () -> makeEligible(node));
    }

    private void makeEligible(ClusterNode node) {
        node.eligible(true, "Node marked as eligible for scheduling", cluster.now());
        write("NodeEligibility", node);
        busy = false;
    }

    private void comeBack(ClusterNode node) {
        List<Alloc> lost = lostOn(node);
        node.status("initializing", "Node reregistered by heartbeat", cluster.now());
        write("NodeRegistration", node);
        node.status("ready", "", cluster.now());
        write("NodeStreamEvent", node);
        lost.forEach(clients::killNow);
        lostAllocations.clear();
        busy = false;
    }

    private List<Alloc> lostOn(ClusterNode node) {
        return lostAllocations.stream()
                .filter(alloc -> alloc.node() == node && alloc.is(Alloc.LOST))
                .filter(alloc -> !alloc.job().deleted())
                .toList();
    }

    private void evaluate(ClusterNode node, String trigger) {
        List<Alloc> here = allocationsOn(node);
        lostAllocations.addAll(here);
        List<Evaluation> evaluations = evaluations(jobsOf(here), node, trigger);
        if (!evaluations.isEmpty()) {
            cluster.log().commit("EvaluationUpdated", tx -> evaluations.forEach(tx::write));
            evaluations.forEach(scheduler::schedule);
        }
    }

    private List<Evaluation> evaluations(Set<Job> jobs, ClusterNode node, String trigger) {
        return jobs.stream().map(job -> cluster.evaluation(job, trigger).ofNode(node)).toList();
    }

    private List<Alloc> allocationsOn(ClusterNode node) {
        return cluster.jobs().values().stream()
                .flatMap(job -> job.live().stream())
                .filter(alloc -> alloc.node() == node)
                .toList();
    }

    private static Set<Job> jobsOf(List<Alloc> allocations) {
        Set<Job> jobs = new LinkedHashSet<>();
        allocations.forEach(alloc -> jobs.add(alloc.job()));
        return jobs;
    }

    private void write(String type, ClusterNode node) {
        cluster.log().commit(type, tx -> tx.write(node));
    }
}
