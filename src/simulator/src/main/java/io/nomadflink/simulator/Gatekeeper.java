package io.nomadflink.simulator;

import java.util.Optional;
import java.util.Set;

/** Decides whether a stream is served, and which namespaces it sees. */
final class Gatekeeper {

    private final Server server;
    private final Profile profile;

    Gatekeeper(Server server) {
        this.server = server;
        this.profile = server.settings().profile();
    }

    /** Why the subscription is refused, or null: what profiles with real statuses say. */
    Reply refusal(Subscription subscription) {
        int status = server.conditions().refusedStreams();
        if (status != 0) {
            return Refusals.of(status);
        }
        if (subscription.elsewhere(server.settings().region())) {
            return Reply.text(500, "No path to region");
        }
        if (!allowed(subscription)) {
            boolean bad = isBad(subscription.secret());
            return Reply.permissionDenied(profile.refusalStatus(bad));
        }
        boolean disabled = server.conditions().isBrokerDisabled();
        return disabled ? Reply.text(500, "EventBroker not configured") : null;
    }

    EventFilter filter(Subscription subscription) {
        return new EventFilter(subscription.topics(), namespaces(subscription));
    }

    private Set<String> namespaces(Subscription subscription) {
        if (!subscription.allNamespaces()) {
            return Set.of(subscription.namespace());
        }
        if (!profile.frozenNamespaces()) {
            return null;
        }
        // a replaying server expands * to what it knows, for the whole life of the stream
        return server.conditions().isBlind()
                ? Set.of("default")
                : server.locked(() -> server.tables().namespaces());
    }

    private boolean allowed(Subscription subscription) {
        if (server.tokens().enabled() && server.conditions().isBlind()) {
            return false;
        }
        Optional<AccessToken> token = server.tokens().find(subscription.secret());
        return token.isPresent() && permits(token.get(), subscription);
    }

    private boolean permits(AccessToken token, Subscription subscription) {
        if (token.isManagement()) {
            return true;
        }
        TopicKeys topics = subscription.topics();
        if (topics.needManagement() || topics.needNodes() && !token.readsNodes()) {
            return false;
        }
        // 1.1.6 to 1.9.5 let * pass for whoever can read one namespace (CVE-2025-0937)
        return subscription.allNamespaces()
                ? !profile.frozenNamespaces() || readsAll(token)
                : token.reads(subscription.namespace());
    }

    private boolean readsAll(AccessToken token) {
        Set<String> all = server.locked(() -> server.tables().namespaces());
        return token.namespaces().containsAll(all);
    }

    private boolean isBad(String secret) {
        return !secret.isEmpty() && server.tokens().isUnknown(secret);
    }
}
