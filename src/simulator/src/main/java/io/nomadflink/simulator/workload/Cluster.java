package io.nomadflink.simulator.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the state machines of one made-up cluster share. */
final class Cluster {

    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    private final Agenda agenda;
    private final Dice dice;
    private final RaftLog log;
    private final TruthRecorder truth = new TruthRecorder();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private boolean calm;

    Cluster(Agenda agenda, Dice dice, RaftLog log) {
        this.agenda = agenda;
        this.dice = dice;
        this.log = log;
    }

    Agenda agenda() {
        return agenda;
    }

    Dice dice() {
        return dice;
    }

    RaftLog log() {
        return log;
    }

    TruthRecorder truth() {
        return truth;
    }

    long now() {
        return agenda.now();
    }

    List<ClusterNode> nodes() {
        return nodes;
    }

    ClusterNode readyNode() {
        return dice.pick(nodes.stream().filter(ClusterNode::ready).toList());
    }

    /** Jobs by namespace and ID, in the order of their registration. */
    Map<String, Job> jobs() {
        return jobs;
    }

    static String key(JobSpec spec) {
        return spec.namespace() + "/" + spec.id();
    }

    int port() {
        return dice.between(FIRST_PORT, LAST_PORT);
    }

    Evaluation evaluation(Job job, String trigger) {
        return new Evaluation(dice.uuid(), job, trigger, now());
    }

    /** Whether running services no longer fail by themselves. */
    boolean calm() {
        return calm;
    }

    void calmDown() {
        calm = true;
    }
}
