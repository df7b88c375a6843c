package io.nomadflink.jobs.deployment;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.DeploymentChange;

/**
 * What is remembered of one deployment; pure. Times in ns since the epoch, 0 where there is none,
 * below 0 where it was not seen.
 *
 * <p>It starts with its CreateTime; else with the first progress deadline less its duration; else
 * with its first event. It ends with the first terminal status: servers send terminal deployments
 * again, with later times.
 */
final class Deployment {
    static final String PURGED = "purged";
    private static final String PAUSED = "paused";
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** It happened, but before its first event or in what only a list told. */
    private static final long UNSEEN = -1;

    final String id;
    long jobVersion;
    String status = "";
    long firstTime;
    long start;
    boolean ended;
    long end;
    boolean endExact = true;
    long healthyAt;
    long promotedAt;
    boolean inPause;
    long pausedAt;
    long paused;
    int desired;
    int placed;
    int healthy;
    int unhealthy;
    int canaries;

    /** The time of its last event, ms. */
    long lastSeen;

    /** It had ended before the snapshot that first showed it, and nothing was told of it since. */
    boolean untold;

    Deployment(String id) {
        this.id = id;
    }

    static Deployment first(DeploymentChange change) {
        Deployment deployment = new Deployment(change.id());
        deployment.firstTime = lineTimeOf(change);
        return deployment;
    }

    /** Takes an event; true if it ends the deployment. */
    boolean see(DeploymentChange change) {
        long time = timeOf(change);
        seeStart(change);
        if (!ended) {
            long seen = isSeenHappening(change) ? time : UNSEEN;
            healthyAt = healthyAt == 0 && change.healthy() > 0 ? seen : healthyAt;
            promotedAt = promotedAt == 0 && change.promoted() ? seen : promotedAt;
        }
        keepCounts(change);
        return !ended && seeStatus(change, time);
    }

    /**
     * Whether what is new in an event happened with it: the first one, and lists, tell states that
     * may be older than their time.
     */
    private boolean isSeenHappening(DeploymentChange change) {
        return !status.isEmpty() && change.origin() == Origin.STREAM;
    }

    private static long timeOf(DeploymentChange change) {
        return change.modifyTime() != 0 ? change.modifyTime() : lineTimeOf(change);
    }

    private static long lineTimeOf(DeploymentChange change) {
        if (change.lineTime() != 0) {
            return change.lineTime();
        }
        return change.latest() != 0 ? change.latest() : change.time() * NANOS_PER_MILLI;
    }

    private void seeStart(DeploymentChange change) {
        if (change.createTime() != 0) {
            start = change.createTime();
        } else if (start == 0 && change.origin() == Origin.STREAM) {
            start = change.derivedStart();
        }
    }

    private boolean seeStatus(DeploymentChange change, long time) {
        seePause(change.status().equals(PAUSED), time);
        status = change.status();
        ended = change.isTerminal();
        if (ended) {
            endExact = change.modifyTime() != 0 && change.origin() == Origin.STREAM;
            end = endExact ? time : Math.max(time, begin());
        }
        return ended;
    }

    private void seePause(boolean now, long time) {
        if (inPause && !now) {
            paused += time - pausedAt;
        } else if (!inPause && now) {
            pausedAt = time;
        }
        inPause = now;
    }

    private void keepCounts(DeploymentChange change) {
        jobVersion = change.jobVersion();
        desired = change.desired();
        placed = change.placed();
        healthy = change.healthy();
        unhealthy = change.unhealthy();
        canaries = change.canaries();
        lastSeen = Math.max(lastSeen, change.time());
    }

    /** Its job is gone; true if that changes anything. */
    boolean purge() {
        boolean open = !ended && !isPurged();
        status = ended ? status : PURGED;
        return open;
    }

    boolean isPurged() {
        return status.equals(PURGED);
    }

    /** Whether nothing more is expected of it. */
    boolean isOver() {
        return ended || isPurged();
    }

    long begin() {
        return start != 0 ? start : firstTime;
    }

    boolean startExact() {
        return start != 0;
    }

    long pausedMillis() {
        return Math.floorDiv(paused, NANOS_PER_MILLI);
    }

    /** Milliseconds from the beginning, to the nearest, or null. */
    Long since(long time) {
        return time <= 0 ? null : (long) Math.rint((time - begin()) / (double) NANOS_PER_MILLI);
    }

    static long millis(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MILLI);
    }
}
