package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes down what the state machines do. */
final class TruthRecorder {

    private final Map<GroupKey, Counts> groups = new HashMap<>();
    private final Map<Instant, Map<GroupKey, Counts>> minutes = new TreeMap<>();
    private final Map<String, DeploymentTruth> deployments = new LinkedHashMap<>();
    private final Map<String, Long> pausedSince = new HashMap<>();
    private final Map<Alloc, Set<String>> statuses = new HashMap<>();

    void placed(Alloc alloc, long nanos) {
        count(alloc, new Counts(1, 0, 0, 0), nanos);
    }

    /** Counts each status of an allocation once. */
    void changed(Alloc alloc, String status, long nanos) {
        if (statuses.computeIfAbsent(alloc, a -> new HashSet<>()).add(status)) {
            count(alloc, Counts.ofStatus(status), nanos);
        }
    }

    /** The allocation will not change any more. */
    void forget(Alloc alloc) {
        statuses.remove(alloc);
    }

    void created(Deployment deployment, long nanos) {
        Job job = deployment.job();
        deployments.put(
                deployment.id(),
                new DeploymentTruth(
                        deployment.id(),
                        job.namespace(),
                        job.id(),
                        job.version(),
                        Deployment.RUNNING,
                        Times.instant(nanos),
                        null,
                        Duration.ZERO,
                        false));
    }

    void changed(Deployment deployment, long nanos) {
        pause(deployment, nanos);
        Instant end = deployment.active() ? null : Times.instant(nanos);
        deployments.computeIfPresent(
                deployment.id(), (id, old) -> old.with(deployment.text("Status"), end));
    }

    private void pause(Deployment deployment, long nanos) {
        Long since = pausedSince.remove(deployment.id());
        if (since != null) {
            Duration paused = Duration.ofNanos(nanos - since);
            deployments.computeIfPresent(deployment.id(), (id, old) -> old.pausedFor(paused));
        }
        if (deployment.paused()) {
            pausedSince.put(deployment.id(), nanos);
        }
    }

    void purged(Deployment deployment, long nanos) {
        deployments.computeIfPresent(
                deployment.id(), (id, old) -> old.purgedAt(Times.instant(nanos)));
    }

    Truth truth() {
        Map<Instant, Map<GroupKey, Counts>> copy = new TreeMap<>();
        minutes.forEach((minute, counts) -> copy.put(minute, Map.copyOf(counts)));
        return new Truth(Map.copyOf(groups), copy, new LinkedHashMap<>(deployments));
    }

    private void count(Alloc alloc, Counts counts, long nanos) {
        if (!counts.equals(Counts.NONE)) {
            GroupKey key = new GroupKey(alloc.job().namespace(), alloc.job().id(), alloc.group());
            Instant minute = Times.instant(nanos).truncatedTo(ChronoUnit.MINUTES);
            groups.merge(key, counts, Counts::plus);
            minutes.computeIfAbsent(minute, m -> new HashMap<>()).merge(key, counts, Counts::plus);
        }
    }
}
