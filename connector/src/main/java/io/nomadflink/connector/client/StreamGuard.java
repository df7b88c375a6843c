package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches an open stream for what the stream itself cannot tell: that its token is about to expire,
 * that its server no longer holds the index, that its server has stopped learning. Orders a
 * reconnect then.
 */
final class StreamGuard {
    private static final Logger LOG = LoggerFactory.getLogger(StreamGuard.class);

    /** The lines of a resumption follow the first heartbeat within milliseconds. */
    private static final Duration FIRST_LINE = Duration.ofMillis(300);

    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    /** A healthy follower is milliseconds behind. */
    private static final Duration CONFIRM = Duration.ofSeconds(2);

    private final NomadClient client;
    private final Subscription subscription;
    private final FreshnessCheck freshness;
    private final ResumeSearch search;
    private final Consumer<Cause> reconnect;

    private volatile Watch current;
    private int tokenOfNext;

    /** One connection, so that a late answer about an earlier one does no harm. */
    private static final class Watch {
        private final String address;
        private final long request;
        private final int token;
        private volatile boolean heard;
        private volatile boolean ended;
        private volatile boolean leaderless;
        private final Set<Future<?>> planned = ConcurrentHashMap.newKeySet();

        private Watch(String address, long request, int token) {
            this.address = address;
            this.request = request;
            this.token = token;
        }

        private void end() {
            ended = true;
            planned.forEach(task -> task.cancel(false));
        }
    }

    StreamGuard(
            NomadClient client,
            Subscription subscription,
            ResumeSearch search,
            Consumer<Cause> reconnect) {
        this.client = client;
        this.subscription = subscription;
        this.freshness = new FreshnessCheck(client, subscription);
        this.search = search;
        this.reconnect = reconnect;
    }

    /** A stream is about to be asked for. */
    void connecting() throws IOException {
        tokenOfNext = fingerprint();
    }

    private int fingerprint() throws IOException {
        return client.settings().access().token().token().hashCode();
    }

    /** A stream sent its first heartbeat. */
    void opened(String address, long request) {
        Watch watch = new Watch(address, request, tokenOfNext);
        current = watch;
        search.opened(request);
        client.probe(() -> lookAtToken(watch));
        if (search.isOpen()) {
            after(watch, FIRST_LINE, () -> lookForIndex(watch));
        }
        after(watch, FIRST_LOOK, () -> lookAtFreshness(watch));
    }

    /** A line that is no heartbeat. */
    void heard() {
        Watch watch = current;
        if (watch != null && !watch.heard) {
            watch.heard = true;
        }
    }

    /** The stream has ended. */
    void ended() {
        Watch watch = current;
        if (watch != null) {
            watch.end();
        }
    }

    private void after(Watch watch, Duration delay, Runnable look) {
        watch.planned.removeIf(Future::isDone);
        watch.planned.add(client.http().after(delay, () -> client.probe(look)));
        if (watch.ended) {
            watch.end();
        }
    }

    private void order(Watch watch, Cause cause) {
        if (!watch.ended) {
            watch.end();
            reconnect.accept(cause);
        }
    }

    private void lookForIndex(Watch watch) {
        if (watch.heard || !search.isOpen()) {
            return;
        }
        OptionalLong index = freshness.cluster(watch.address);
        if (index.isPresent() && index.getAsLong() == watch.request) {
            search.found();
        } else if (!watch.heard) {
            LOG.info("{} has no index {}; asking another server", watch.address, watch.request);
            order(watch, Cause.NOT_HELD);
        }
    }

    private void lookAtFreshness(Watch watch) {
        if (watch.heard) {
            watch.heard = false;
            lookAgain(watch);
            return;
        }
        Map<Topic, Long> cluster = freshness.tables(watch.address);
        tellOfLeader(watch, cluster.isEmpty() && freshness.isLeaderless(watch.address));
        if (freshness.isBehind(watch.address, cluster)) {
            after(watch, CONFIRM, () -> confirm(watch, cluster));
        } else {
            lookAgain(watch);
        }
    }

    /** Heartbeats go on without a quorum. */
    private void tellOfLeader(Watch watch, boolean leaderless) {
        if (leaderless && !watch.leaderless) {
            LOG.warn(
                    "{} sends heartbeats, but its cluster has no leader: it lost its quorum, and"
                            + " nothing happens until it has one again",
                    watch.address);
        } else if (!leaderless && watch.leaderless) {
            LOG.info("the cluster of {} has a leader again", watch.address);
        }
        watch.leaderless = leaderless;
    }

    private void lookAgain(Watch watch) {
        after(watch, client.settings().freshnessInterval(), () -> lookAtFreshness(watch));
    }

    private void confirm(Watch watch, Map<Topic, Long> cluster) {
        if (!freshness.isBehind(watch.address, cluster)) {
            lookAgain(watch);
            return;
        }
        LOG.warn(
                "{} sends heartbeats but lags behind index {} of its cluster",
                watch.address,
                Collections.max(cluster.values()));
        if (client.settings().addresses().size() > 1) {
            order(watch, Cause.LAGGING);
        } else {
            lookAgain(watch);
        }
    }

    private void lookAtToken(Watch watch) {
        try {
            TokenSource source = client.settings().access().token();
            TokenSelf self = TokenSelf.read(client.http(), source, watch.address);
            Instant end = self.expiration();
            if (fingerprint() != watch.token) {
                // replaced while the stream was opened with the old one, whose end is not known
                order(watch, Cause.TOKEN);
            } else if (end != null) {
                Duration delay = untilReconnect(end);
                LOG.debug("{} expires at {}; connecting anew in {}", source.describe(), end, delay);
                after(watch, delay, () -> order(watch, Cause.TOKEN));
            } else if (self.isUntold() && source.token().isPresent()) {
                lookAtTokenAgain(watch);
            }
        } catch (IOException e) {
            Daemons.ignored("looking at the token", e);
            lookAtTokenAgain(watch);
        }
    }

    private void lookAtTokenAgain(Watch watch) {
        after(watch, client.settings().freshnessInterval(), () -> lookAtToken(watch));
    }

    /** Somewhat before the token ends, so that its successor is used in time; else at its end. */
    private Duration untilReconnect(Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        if (left.isNegative()) {
            // the server took it nevertheless: the clocks differ
            return client.settings().freshnessInterval();
        }
        if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            return left.plusMillis(100);
        }
        Duration tenth = left.dividedBy(10);
        Duration most = Duration.ofSeconds(10);
        return left.minus(tenth.compareTo(most) < 0 ? tenth : most);
    }
}
