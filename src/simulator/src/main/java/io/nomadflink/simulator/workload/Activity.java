package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Decides what happens next, so that lines come at a given rate on the average. */
final class Activity {

    private static final List<String> NAMESPACES = List.of("default", "team-a", "team-b");
    private static final List<String> GROUPS = List.of("frontend", "api", "worker");

    /** Lines that one action brings, before any were counted. */
    private static final long FIRST_GUESS = 12;

    private static final double BROKEN_VERSIONS = 0.25;

    /** How often a version is replaced before its deployment has ended. */
    private static final double UPDATES_BEFORE_THE_END = 0.1;

    private final Cluster cluster;
    private final Operator operator;
    private final Fleet fleet;
    private final DeploymentWatcher watcher;
    private final double linesPerSecond;
    private final int services;
    private long actions;
    private int numbers;

    Activity(
            Cluster cluster,
            Operator operator,
            Fleet fleet,
            DeploymentWatcher watcher,
            double linesPerSecond,
            int services) {
        this.cluster = cluster;
        this.operator = operator;
        this.fleet = fleet;
        this.watcher = watcher;
        this.linesPerSecond = linesPerSecond;
        this.services = services;
    }

    /** Nodes join, services are registered, and then things happen. */
    void begin(int nodes) {
        for (int i = 1; i <= nodes; i++) {
            fleet.join("node-" + i);
        }
        for (int i = 0; i < services; i++) {
            cluster.agenda().after(cluster.dice().millis(100, 3000), this::newService);
        }
        cluster.agenda().after(Duration.ofSeconds(1), this::turn);
    }

    private void turn() {
        if (cluster.calm()) {
            return;
        }
        act(cluster.dice().between(1, 100));
        operator.collectGarbage();
        actions++;
        double linesPerAction = (cluster.log().lines() + FIRST_GUESS) / (double) (actions + 1);
        double seconds = linesPerAction / linesPerSecond;
        Duration mean = Duration.ofNanos((long) (seconds * 1e9));
        cluster.agenda().after(cluster.dice().exponential(mean), this::turn);
    }

    private void act(int choice) {
        if (choice <= 62) {
            newBatch();
        } else if (choice <= 82) {
            updateService();
        } else if (choice <= 86) {
            replaceService(true);
        } else if (choice <= 89) {
            replaceService(false);
        } else if (choice <= 93) {
            pauseDeployment();
        } else if (choice <= 96) {
            fleet.lose(cluster.dice().between(Duration.ofSeconds(10), Duration.ofSeconds(40)));
        } else {
            fleet.drain();
        }
    }

    private void newBatch() {
        Dice dice = cluster.dice();
        String id = "etl-" + ++numbers;
        Duration runFor = dice.between(Duration.ofSeconds(1), Duration.ofSeconds(20));
        List<GroupSpec> groups =
                List.of(
                        new GroupSpec("extract", dice.between(1, 4), 0, 0, 0.05, runFor, false),
                        new GroupSpec("load", dice.between(1, 2), 0, 1, 0.25, runFor, false));
        operator.register(
                new JobSpec(dice.pick(NAMESPACES), id, "batch", false, 1, 0, false, groups));
    }

    private void newService() {
        Dice dice = cluster.dice();
        Duration meanTimeToFailure = dice.between(Duration.ofMinutes(2), Duration.ofMinutes(20));
        GroupSpec group =
                new GroupSpec(
                        dice.pick(GROUPS),
                        dice.between(2, 4),
                        dice.chance(0.5) ? 1 : 0,
                        dice.between(0, 1),
                        0,
                        meanTimeToFailure,
                        dice.chance(0.7));
        operator.register(
                new JobSpec(
                        dice.pick(NAMESPACES),
                        "web-" + ++numbers,
                        "service",
                        dice.chance(0.7),
                        dice.between(1, 2),
                        0,
                        false,
                        List.of(group)));
    }

    /** A new version, sometimes one whose allocations fail at once. */
    private void updateService() {
        boolean early = cluster.dice().chance(UPDATES_BEFORE_THE_END);
        Job job = anyJob(j -> j.spec().isService() && !j.over() && (early || !j.deploying()));
        if (job != null) {
            boolean broken = !job.spec().broken() && cluster.dice().chance(BROKEN_VERSIONS);
            operator.register(job.spec().nextRelease(broken));
        }
    }

    private void replaceService(boolean purge) {
        Job job = anyJob(j -> j.spec().isService() && !j.over());
        if (job != null && purge) {
            operator.purge(job);
        } else if (job != null) {
            operator.stop(job);
        }
        newService();
    }

    private void pauseDeployment() {
        Job job = anyJob(j -> j.deploying() && !j.deployment().paused());
        if (job != null) {
            watcher.pause(job.deployment(), cluster.dice().millis(3000, 15000));
        }
    }

    private Job anyJob(Predicate<Job> which) {
        List<Job> found = cluster.jobs().values().stream().filter(which).toList();
        return found.isEmpty() ? null : cluster.dice().pick(found);
    }
}
