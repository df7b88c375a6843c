package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** When a subscription that is not served has failed for good. */
final class Patience {
    /**
     * A consistent read that says 403 twice, so far apart, means it: a starting server makes such a
     * read wait.
     */
    private static final Duration FIRST_REFUSAL = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final LongSupplier nanoTime;
    private final long startedAt;

    /** By kind: of several servers one may be away while another refuses. */
    private final Map<Kind, Long> refusedSince = new EnumMap<>(Kind.class);

    private boolean everOpened;

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
        refusedSince.clear();
    }

    boolean isExhausted(RefusedException refusal) {
        long now = nanoTime.getAsLong();
        long since = refusedSince.computeIfAbsent(refusal.kind(), kind -> now);
        Duration refused = Duration.ofNanos(now - since);
        if (everOpened) {
            return refusal.kind() != Kind.UNAVAILABLE
                    && refused.compareTo(settings.authorizationGrace()) > 0;
        }
        return switch (refusal.kind()) {
            case CONFIGURATION -> true;
            case AUTHORIZATION -> refused.compareTo(FIRST_REFUSAL) > 0;
            case UNAVAILABLE ->
                    Duration.ofNanos(now - startedAt).compareTo(settings.startTimeout()) > 0;
        };
    }
}
