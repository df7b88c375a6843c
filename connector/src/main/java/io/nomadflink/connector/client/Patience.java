package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** When a subscription that is not served has failed for good. */
final class Patience {
    /** A verdict on a token is believed when it still stands after so long. */
    private static final Duration FIRST_REFUSAL = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private final Map<String, Refused> refused = new HashMap<>();
    private boolean everOpened;

    /** What an address says without a break, and since when. */
    private record Refused(Kind kind, long since) {}

    Patience(ClientSettings settings) {
        this(settings, System::nanoTime);
    }

    Patience(ClientSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    void opened() {
        everOpened = true;
        refused.clear();
    }

    boolean isExhausted(String address, RefusedException refusal) {
        Kind kind = refusal.kind();
        Refused before = refused.get(address);
        if (before == null || before.kind() != kind) {
            refused.put(address, new Refused(kind, nanoTime.getAsLong()));
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

    private Duration since(long nanos) {
        return Duration.ofNanos(nanoTime.getAsLong() - nanos);
    }
}
