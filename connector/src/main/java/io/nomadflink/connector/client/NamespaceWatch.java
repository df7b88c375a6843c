package io.nomadflink.connector.client;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a {@code *} subscription knows every namespace.
 *
 * <p>Servers from 1.9.6 on expand {@code *} once, when the subscription is made, and one made while
 * a server starts sees only {@code default}, for ever. So the namespaces are read consistently
 * before, which waits for a leader, and watched by a blocking query while the subscription lasts.
 */
final class NamespaceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceWatch.class);
    private static final Duration WAIT = Duration.ofSeconds(50);

    private final NomadClient client;
    private final Subscription subscription;
    private final Consumer<Map<String, Long>> grown;
    private volatile NomadApi.Namespaces subscribed = new NomadApi.Namespaces(Map.of(), 0);
    private Set<String> before;

    /** Where there is a subscription, or null. */
    private String open;

    /** Addresses with a query under way or planned: one for each, however often they are left. */
    private final Set<String> asked = new HashSet<>();

    /**
     * @param before what the subscription saw before
     * @param grown told of namespaces that the subscription does not see, with the index of their
     *     creation
     */
    NamespaceWatch(
            NomadClient client,
            Subscription subscription,
            Set<String> before,
            Consumer<Map<String, Long>> grown) {
        this.client = client;
        this.subscription = subscription;
        this.before = before;
        this.grown = grown;
    }

    /** Before subscribing at an address; empty unless the subscription is to all namespaces. */
    Map<String, Long> before(String address) throws IOException {
        if (!subscription.allNamespaces()) {
            return Map.of();
        }
        subscribed = client.api().namespaces(address, subscription.region());
        requireAll(address, subscribed.created().keySet());
        return subscribed.created();
    }

    /** A follower that lags or replays its log would leave out for ever what it does not know. */
    private void requireAll(String address, Set<String> wanted) throws IOException {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(client.api().staleNamespaces(address, subscription.region()));
        if (!missing.isEmpty()) {
            throw new IOException("does not know the namespaces " + missing + " yet");
        }
    }

    /**
     * Namespaces that were deleted are not seen by the subscription about to be made, nor is what
     * happened in them: that lies at or below the last write to the namespaces, or below the
     * position if nothing was written to the topics' tables since.
     *
     * @param position what the subscription will begin with
     */
    long deletions(String address, long position) {
        long written = subscribed.index();
        boolean allThere = subscribed.created().keySet().containsAll(before);
        return allThere || written <= position || isWritten(address, position) ? written : position;
    }

    private boolean isWritten(String address, long position) {
        try {
            OptionalLong tables =
                    new TableEvidence(client.api()).since(position, address, subscription);
            return tables.isEmpty() || tables.getAsLong() != position;
        } catch (IOException e) {
            Daemons.ignored("looking whether something happened in deleted namespaces", e);
            return true;
        }
    }

    /** After the subscription was made. */
    void after(String address) {
        if (subscription.allNamespaces()) {
            before = subscribed.created().keySet();
            if (begins(address)) {
                client.probe(() -> watch(address));
            }
        }
    }

    /** Whether no query at an address is under way yet. */
    private synchronized boolean begins(String address) {
        open = address;
        return asked.add(address);
    }

    /**
     * The subscription ended. A query that waits is left to the next one: a server goes on with it,
     * and keeps its connection, whether its client is there or not.
     */
    synchronized void stop() {
        open = null;
    }

    private void watch(String address) {
        try {
            while (isWanted(address)) {
                NomadApi.Namespaces now =
                        client.api()
                                .awaitNamespaces(
                                        address, subscription.region(), subscribed.index(), WAIT);
                Map<String, Long> fresh = fresh(address, now);
                if (!fresh.isEmpty()) {
                    grown.accept(fresh);
                } else if (now.index() == 0) {
                    again(address);
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("looking for new namespaces: {}", e.toString());
            again(address);
        }
    }

    /** Whether there is a subscription at an address; else nothing more is asked of it. */
    private synchronized boolean isWanted(String address) {
        if (!address.equals(open)) {
            asked.remove(address);
            return false;
        }
        return true;
    }

    /** Namespaces that the present subscription does not see; it is looked after no more then. */
    private synchronized Map<String, Long> fresh(String address, NomadApi.Namespaces now) {
        if (!address.equals(open) || now.index() < subscribed.index()) {
            return Map.of();
        }
        Map<String, Long> fresh = new TreeMap<>(now.created());
        fresh.keySet().removeAll(subscribed.created().keySet());
        if (fresh.isEmpty()) {
            subscribed = new NomadApi.Namespaces(subscribed.created(), now.index());
        } else {
            LOG.info("namespaces {} are new; subscribing anew to {}", fresh.keySet(), subscription);
            open = null;
        }
        return fresh;
    }

    private void again(String address) {
        client.http()
                .after(
                        client.settings().namespaceInterval(),
                        () -> client.probe(() -> watch(address)));
    }
}
