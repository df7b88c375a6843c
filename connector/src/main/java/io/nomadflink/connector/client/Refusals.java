package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Finds out why a subscription is not served. Servers from 1.11.2 on give no reason, older ones
 * different statuses for the same thing; ordinary endpoints tell on all versions, if read
 * consistently.
 */
final class Refusals {
    private final NomadHttp http;

    Refusals(NomadHttp http) {
        this.http = http;
    }

    RefusedException explain(String address, Subscription subscription, IOException failure) {
        if (failure instanceof StatusException status) {
            return ofStatus(address, subscription, status.status(), status.words());
        }
        if (failure instanceof SilentStreamException) {
            return probe(address, subscription, failure.getMessage());
        }
        return unavailable(address, subscription, reason(failure));
    }

    /** A failure in words, without a stack trace. */
    static String reason(IOException failure) {
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof InterruptedIOException) {
            return "no answer in time";
        }
        if (failure instanceof SSLException) {
            return "TLS failed: " + failure.getMessage();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private RefusedException ofStatus(
            String address, Subscription subscription, int status, String words) {
        String said =
                address
                        + " answered "
                        + status
                        + (words.isEmpty() ? "" : " '" + words + "'")
                        + " to a subscription of "
                        + subscription;
        if (status == 403 || status == 401 || words.contains("Permission denied")) {
            return authorization(said, subscription);
        }
        if (words.contains("No path to region")
                || words.contains("EventBroker not configured")
                || status == 400) {
            return new RefusedException(Kind.CONFIGURATION, said);
        }
        if (status == 404 || status == 405 || status / 100 == 3) {
            return new RefusedException(
                    Kind.CONFIGURATION, said + "; is this a Nomad agent (HTTP API, 1.0 or later)?");
        }
        return new RefusedException(Kind.UNAVAILABLE, said);
    }

    private static RefusedException authorization(String said, Subscription subscription) {
        return new RefusedException(
                Kind.AUTHORIZATION, said + ", which needs " + capabilities(subscription));
    }

    private static RefusedException unauthorized(
            String address, Subscription subscription, String found) {
        return authorization(
                address + " " + found + "; refused is a subscription of " + subscription,
                subscription);
    }

    private static RefusedException unavailable(
            String address, Subscription subscription, String found) {
        return new RefusedException(
                Kind.UNAVAILABLE,
                address + ": " + found + "; wanted is a subscription of " + subscription);
    }

    private static String capabilities(Subscription subscription) {
        String needed =
                subscription.topics().stream()
                        .map(topic -> topic.capability() + " for topic " + topic)
                        .collect(Collectors.joining(", "));
        return needed + (subscription.allNamespaces() ? ", in every namespace" : "");
    }

    private RefusedException probe(String address, Subscription subscription, String silence) {
        try {
            return probed(address, subscription, silence);
        } catch (IOException e) {
            return unavailable(address, subscription, silence + ", and a probe: " + reason(e));
        }
    }

    private RefusedException probed(String address, Subscription subscription, String silence)
            throws IOException {
        String region = NomadApi.regionQuery("?", subscription.region());
        NomadResponse leader = http.get(address, "/v1/status/leader" + region);
        if (leader.words().contains("No path to region")) {
            return ofStatus(address, subscription, leader.status(), leader.words());
        }
        if (!leader.ok() || leader.body().length <= 2) {
            String said = leader.ok() ? "" : " (" + leader.status() + " " + leader.words() + ")";
            return unavailable(address, subscription, silence + ", no leader" + said);
        }
        NomadResponse self = http.get(address, "/v1/acl/token/self");
        if (self.status() == 403
                || self.status() == 404 && lower(self).contains("token not found")) {
            return unauthorized(
                    address, subscription, "does not accept the token (" + self.words() + ")");
        }
        if (needsManagement(subscription) && self.ok() && !isManagement(self)) {
            return unauthorized(address, subscription, "knows the token as no management token");
        }
        RefusedException refused = refusedList(address, subscription);
        return refused != null
                ? refused
                : unavailable(address, subscription, silence + hint(subscription));
    }

    private static boolean needsManagement(Subscription subscription) {
        return subscription.topics().stream().anyMatch(t -> t.capability().equals("management"));
    }

    private static boolean isManagement(NomadResponse self) throws IOException {
        return NomadApi.json(self).path("Type").asText().equals("management");
    }

    /** The first list of the topics that is forbidden, or null. */
    private RefusedException refusedList(String address, Subscription subscription)
            throws IOException {
        for (Topic topic : subscription.topics()) {
            NomadResponse list =
                    topic.listPath() == null
                            ? null
                            : http.get(address, listQuery(topic, subscription));
            if (list != null && list.status() == 403) {
                return unauthorized(
                        address,
                        subscription,
                        "refuses " + topic.listPath() + " (" + list.words() + ")");
            }
        }
        return null;
    }

    private static String listQuery(Topic topic, Subscription subscription) {
        String path = topic.listPath();
        return path
                + (path.contains("?") ? "&" : "?")
                + "per_page=1&namespace="
                + Subscription.encode(subscription.namespace())
                + NomadApi.regionQuery("&", subscription.region());
    }

    private static String hint(Subscription subscription) {
        return subscription.allNamespaces()
                ? "; its probes are fine, so it is starting up, the event broker is off, or a namespace is not readable"
                : "; its probes are fine, so it is starting up or the event broker is off";
    }

    private static String lower(NomadResponse response) {
        return response.words().toLowerCase(Locale.ROOT);
    }
}
