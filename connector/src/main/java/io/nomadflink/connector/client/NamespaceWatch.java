package io.nomadflink.connector.client;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a {@code *} subscription knows every namespace.
 *
 * <p>Servers from 1.9.6 on expand {@code *} once, when the subscription is made, and one made while
 * a server starts sees only {@code default}, for ever. So the namespaces are read consistently
 * before, which waits for a leader, and again at intervals: when there are more, the subscription
 * is made anew.
 */
final class NamespaceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceWatch.class);

    private final NomadClient client;
    private final Subscription subscription;
    private final Runnable grown;
    private volatile Set<String> subscribed = Set.of();
    private volatile ScheduledFuture<?> next;
    private volatile boolean closed;

    NamespaceWatch(NomadClient client, Subscription subscription, Runnable grown) {
        this.client = client;
        this.subscription = subscription;
        this.grown = grown;
    }

    /** Before subscribing at an address. */
    void before(String address) throws IOException {
        if (subscription.allNamespaces()) {
            subscribed = client.api().namespaces(address, subscription.region());
        }
    }

    /** After the subscription was made. */
    void after(String address) {
        if (subscription.allNamespaces() && !closed) {
            cancel();
            next =
                    client.http()
                            .after(
                                    client.settings().namespaceInterval(),
                                    () -> client.probe(() -> look(address)));
        }
    }

    private void look(String address) {
        try {
            TreeSet<String> now = client.api().namespaces(address, subscription.region());
            if (!subscribed.containsAll(now)) {
                LOG.info("namespaces have grown; subscribing anew to {}", subscription);
                grown.run();
                return;
            }
        } catch (IOException e) {
            LOG.debug("looking for new namespaces: {}", e.toString());
        }
        after(address);
    }

    private void cancel() {
        ScheduledFuture<?> planned = next;
        if (planned != null) {
            planned.cancel(false);
        }
    }

    void close() {
        closed = true;
        cancel();
    }
}
