package io.nomadflink.simulator;

import java.time.Duration;

/** Conditions a server is in for a while; each ends by itself. */
final class Conditions {

    private volatile Refusal refusal = new Refusal(0, false, Deadline.PASSED);
    private volatile Refusal refusalOfLists = refusal;
    private volatile Deadline headersOnly = Deadline.PASSED;
    private volatile Deadline blind = Deadline.PASSED;
    private volatile Deadline leaderless = Deadline.PASSED;
    private volatile Deadline serverless = Deadline.PASSED;
    private volatile boolean brokerDisabled;
    private volatile Duration lag = Duration.ZERO;

    private record Refusal(int status, boolean onlyStreams, Deadline until) {}

    void refuse(int status, boolean onlyStreams, Duration duration) {
        refusal = new Refusal(status, onlyStreams, Deadline.after(duration));
    }

    void refuseLists(int status, Duration duration) {
        refusalOfLists = new Refusal(status, false, Deadline.after(duration));
    }

    void headersOnly(Duration duration) {
        headersOnly = Deadline.after(duration);
    }

    void blind(Duration duration) {
        blind = Deadline.after(duration);
    }

    void leaderless(Duration duration) {
        leaderless = Deadline.after(duration);
    }

    void serverless(Duration duration) {
        serverless = Deadline.after(duration);
    }

    void disableBroker(boolean disabled) {
        brokerDisabled = disabled;
    }

    void lag(Duration duration) {
        lag = duration;
    }

    /** Status that streams are refused with, or 0. */
    int refusedStreams() {
        return refusal.until().over() ? 0 : refusal.status();
    }

    /** Status that lists are refused with, or 0. */
    int refusedLists() {
        if (!refusalOfLists.until().over()) {
            return refusalOfLists.status();
        }
        return refusal.onlyStreams() ? 0 : refusedStreams();
    }

    boolean isHeadersOnly() {
        return !headersOnly.over();
    }

    /** Started, but its log is not replayed yet: tokens and namespaces are unknown. */
    boolean isBlind() {
        return !blind.over();
    }

    /** Whether consistent reads find no leader. */
    boolean isLeaderless() {
        return !leaderless.over();
    }

    /** Whether this is a client agent that has no server. */
    boolean isServerless() {
        return !serverless.over();
    }

    boolean isBrokerDisabled() {
        return brokerDisabled;
    }

    /** How long ago this server heard of the leader. */
    Duration lag() {
        return lag;
    }
}
