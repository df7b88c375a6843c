package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * A made-up cluster that goes through Nomad's state machines on a virtual clock: jobs, evaluations,
 * plans, client updates, deployments, failures, lost nodes. The same seed gives the same lines.
 */
public final class Workload {

    private final Agenda agenda;
    private final Cluster cluster;

    Workload(WorkloadBuilder options) {
        agenda = new Agenda(Times.nanos(options.startTime()));
        Dice dice = new Dice(options.seed());
        RaftLog log = new RaftLog(options.sink(), dice, options.firstIndex());
        cluster = new Cluster(agenda, dice, log);
        ClientUpdates updates = new ClientUpdates(cluster);
        Clients clients = new Clients(cluster, updates);
        Scheduler scheduler = new Scheduler(cluster, clients);
        Rescheduler rescheduler = new Rescheduler(cluster, scheduler, clients);
        DeploymentWatcher watcher = new DeploymentWatcher(cluster, scheduler, rescheduler);
        updates.listener(watcher);
        Fleet fleet = new Fleet(cluster, scheduler, clients);
        Operator operator = new Operator(cluster, scheduler);
        Activity activity =
                new Activity(cluster, operator, fleet, watcher, options.rate(), options.services());
        agenda.after(Duration.ZERO, () -> activity.begin(options.nodes()));
    }

    /** Settings of a workload that publishes to this sink. */
    public static WorkloadBuilder publishingTo(TransactionSink sink) {
        return new WorkloadBuilder(sink);
    }

    /** Lets so much virtual time pass, as fast as the sink takes lines. */
    public synchronized void run(Duration duration) {
        agenda.runUntil(agenda.now() + duration.toNanos());
    }

    /** Starts nothing new and lets everything that is going on come to its end. */
    public synchronized void finish() {
        cluster.calmDown();
        while (agenda.next() != Long.MAX_VALUE) {
            agenda.step();
        }
    }

    /** The virtual time. */
    public synchronized Instant now() {
        return Times.instant(agenda.now());
    }

    /** When the next thing will happen. */
    synchronized Instant next() {
        return Times.instant(agenda.next());
    }

    /** Lets time pass up to this instant, if it lies ahead. */
    synchronized void runUntil(Instant instant) {
        agenda.runUntil(Times.nanos(instant));
    }

    /** What really happened so far. */
    public synchronized Truth truth() {
        return cluster.truth().truth();
    }

    /** The index of the last line. */
    public synchronized long lastIndex() {
        return cluster.log().index();
    }

    /** How many lines were published. */
    public synchronized long lines() {
        return cluster.log().lines();
    }

    /** How many events those lines had. */
    public synchronized long events() {
        return cluster.log().events();
    }

    /** Goes on in real time on a thread of its own until closed. */
    public RunningWorkload startInRealTime() {
        return new RunningWorkload(this);
    }
}
