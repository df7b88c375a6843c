package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Finds out why a subscription is not served. Servers from 1.11.2 on give no reason, older ones
 * different statuses for the same thing, and starting ones refuse valid tokens; so whatever may be
 * about authorization is asked again of {@link Permissions}.
 */
final class Refusals {
    private final NomadHttp http;
    private final FailureWords words;
    private final Permissions permissions;
    private final List<Subscription> together;

    /**
     * @param together what the same user reads: if one of them lacks a right, that of all is named
     */
    Refusals(NomadHttp http, ClientSettings settings, Collection<Subscription> together) {
        this.http = http;
        this.together = List.copyOf(together);
        this.words = new FailureWords(settings);
        this.permissions = new Permissions(http, settings.access());
    }

    Permissions permissions() {
        return permissions;
    }

    FailureWords words() {
        return words;
    }

    RefusedException explain(String address, Subscription subscription, IOException failure) {
        if (failure instanceof StatusException status) {
            return ofStatus(address, subscription, status.status(), status.words());
        }
        if (failure instanceof SilentStreamException) {
            return probe(address, subscription, address + ": " + failure.getMessage());
        }
        return words.explain(address, failure);
    }

    private RefusedException ofStatus(
            String address, Subscription subscription, int status, String text) {
        String said = address + " answered " + status + (text.isEmpty() ? "" : " '" + text + "'");
        if (isAboutToken(status, text) || text.contains("No path to region")) {
            return probe(address, subscription, said);
        }
        if (text.contains("HTTP request to an HTTPS server")) {
            return new RefusedException(
                    Kind.CONFIGURATION, said + ": write https:// instead of http://");
        }
        if (text.contains("EventBroker not configured") || status == 400) {
            return new RefusedException(
                    Kind.CONFIGURATION, said + " to a subscription of " + subscription);
        }
        if (status == 404 || status == 405 || status / 100 == 3) {
            return new RefusedException(
                    Kind.CONFIGURATION, said + "; is this a Nomad agent (HTTP API, 1.0 or later)?");
        }
        return new RefusedException(Kind.UNAVAILABLE, said);
    }

    private static boolean isAboutToken(int status, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return status == 401
                || status == 403
                || lower.contains("permission denied")
                || lower.contains("token expired")
                || lower.contains("token not found");
    }

    private RefusedException probe(String address, Subscription subscription, String said) {
        try {
            RefusedException found = refusal(address, subscription);
            if (found == null && isStarting(address)) {
                return new RefusedException(Kind.UNAVAILABLE, said + "; it is still starting");
            }
            return found != null ? found : unexplained(subscription, said);
        } catch (IOException e) {
            return new RefusedException(
                    Kind.UNAVAILABLE, said + ", and a probe: " + words.reason(address, e));
        }
    }

    private RefusedException refusal(String address, Subscription subscription) throws IOException {
        RefusedException own = permissions.refusal(address, List.of(subscription));
        if (own == null || own.kind() != Kind.AUTHORIZATION || together.size() < 2) {
            return own;
        }
        RefusedException all = permissions.refusal(address, together);
        return all != null && all.kind() == Kind.AUTHORIZATION ? all : own;
    }

    /** A server that has not replayed its log yet knows no token: its own, stale reads say so. */
    private boolean isStarting(String address) throws IOException {
        return Permissions.isForbidden(http.get(address, "/v1/namespaces?stale"));
    }

    private static RefusedException unexplained(Subscription subscription, String said) {
        return new RefusedException(
                Kind.UNEXPLAINED,
                said
                        + " to a subscription of "
                        + subscription
                        + "; its probes are fine, so the event broker may be off"
                        + (subscription.allNamespaces()
                                ? ", or there is a namespace that the token cannot even list"
                                : ""));
    }
}
