package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What client agents do with their allocations: start, restart, fail, finish, kill. */
final class Clients {

    private static final Duration MIN_HEALTHY = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final ClientUpdates updates;
    private final Map<Alloc, ServiceEntry> services = new HashMap<>();

    Clients(Cluster cluster, ClientUpdates updates) {
        this.cluster = cluster;
        this.updates = updates;
    }

    void start(Alloc alloc) {
        cluster.agenda().after(cluster.dice().millis(60, 400), () -> begin(alloc));
    }

    void kill(Alloc alloc) {
        cluster.agenda().after(cluster.dice().millis(50, 600), () -> killNow(alloc));
    }

    /** A client that comes back finds out what it no longer should run. */
    void killNow(Alloc alloc) {
        if (!alloc.terminal() || alloc.is(Alloc.LOST)) {
            deregister(alloc);
            updates.add(alloc, Alloc::killed);
        }
    }

    /** Reports health after the minimum time, unless the allocation fails before. */
    void watchHealth(Alloc alloc) {
        Deployment deployment = alloc.deployment();
        Duration delay = MIN_HEALTHY.plus(cluster.dice().millis(0, 2000));
        cluster.agenda().after(delay, () -> reportHealth(alloc, deployment));
    }

    private void begin(Alloc alloc) {
        if (!runs(alloc)) {
            return;
        }
        register(alloc);
        updates.add(
                alloc,
                (a, nanos) -> {
                    a.received(nanos);
                    a.started(nanos);
                });
        live(alloc);
        if (alloc.deployment() != null) {
            watchHealth(alloc);
        }
    }

    private void live(Alloc alloc) {
        Dice dice = cluster.dice();
        if (alloc.broken()) {
            cluster.agenda().after(dice.millis(300, 1500), () -> fail(alloc));
        } else if (alloc.job().spec().isService()) {
            cluster.agenda().after(dice.exponential(alloc.spec().runFor()), () -> fail(alloc));
        } else {
            boolean fails = alloc.restarts() > 0 || dice.chance(alloc.spec().failure());
            Duration work = dice.between(Duration.ofMillis(500), alloc.spec().runFor());
            cluster.agenda().after(work, () -> finish(alloc, fails));
        }
    }

    private void finish(Alloc alloc, boolean fails) {
        if (fails) {
            fail(alloc);
        } else if (runs(alloc)) {
            updates.add(alloc, Alloc::completed);
        }
    }

    private void fail(Alloc alloc) {
        boolean spared = cluster.calm() && alloc.job().spec().isService();
        if (spared || !runs(alloc)) {
            return;
        }
        if (alloc.restarts() < alloc.spec().restarts()) {
            restart(alloc);
        } else {
            deregister(alloc);
            updates.add(alloc, Alloc::failed);
        }
    }

    private void restart(Alloc alloc) {
        Duration delay = cluster.dice().millis(1000, 1250);
        updates.add(alloc, (a, nanos) -> a.restarting(nanos, delay));
        cluster.agenda().after(delay, () -> restarted(alloc));
    }

    private void restarted(Alloc alloc) {
        if (runs(alloc)) {
            updates.add(alloc, Alloc::started);
            live(alloc);
        }
    }

    private void reportHealth(Alloc alloc, Deployment deployment) {
        boolean wanted = deployment == alloc.deployment() && deployment.active();
        if (!wanted || !runs(alloc) || alloc.healthKnown()) {
            return;
        }
        if (alloc.is(Alloc.RUNNING)) {
            updates.add(alloc, (a, nanos) -> healthy(a, deployment, nanos));
        } else {
            watchHealth(alloc);
        }
    }

    private static void healthy(Alloc alloc, Deployment deployment, long nanos) {
        if (deployment == alloc.deployment() && deployment.active() && !alloc.healthKnown()) {
            alloc.health(true, nanos);
            deployment.healthy(alloc, nanos);
        }
    }

    private boolean runs(Alloc alloc) {
        return alloc.live() && !alloc.node().down() && !alloc.job().deleted();
    }

    private void register(Alloc alloc) {
        if (alloc.spec().service()) {
            ServiceEntry entry = new ServiceEntry(alloc, cluster.port());
            services.put(alloc, entry);
            cluster.log().commit("ServiceRegistration", tx -> tx.write(entry));
        }
    }

    private void deregister(Alloc alloc) {
        ServiceEntry entry = services.remove(alloc);
        if (entry != null) {
            cluster.log().commit("ServiceDeregistration", entry::deregistered);
        }
    }
}
