package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** When a subscription that is not served has failed for good. */
final class Patience {
    /** A verdict on a token is believed when it still stands after so long. */
    private static final Duration FIRST_REFUSAL = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final long startedAt = System.nanoTime();
    private final Map<String, Refused> refused = new HashMap<>();
    private boolean everOpened;

    /** What an address says without a break, and since when. */
    private record Refused(Kind kind, long since) {}

    Patience(ClientSettings settings) {
        this.settings = settings;
    }

    void opened() {
        everOpened = true;
        refused.clear();
    }

    boolean isExhausted(String address, RefusedException refusal) {
        Kind kind = refusal.kind();
        Refused before = refused.get(address);
        if (before == null || before.kind() != kind) {
            refused.put(address, new Refused(kind, System.nanoTime()));
        }
        Duration since = since(refused.get(address).since());
        if (everOpened) {
            return kind != Kind.UNAVAILABLE && since.compareTo(settings.authorizationGrace()) > 0;
        }
        return switch (kind) {
            case CONFIGURATION -> allMisconfigured() || isStartOver();
            case AUTHORIZATION -> since.compareTo(FIRST_REFUSAL) > 0;
            case UNAVAILABLE, UNEXPLAINED -> isStartOver();
        };
    }

    private boolean isStartOver() {
        return since(startedAt).compareTo(settings.startTimeout()) > 0;
    }

    /** One wrong address among several does not matter while another may serve. */
    private boolean allMisconfigured() {
        return settings.addresses().stream()
                .allMatch(
                        address ->
                                refused.containsKey(address)
                                        && refused.get(address).kind() == Kind.CONFIGURATION);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
