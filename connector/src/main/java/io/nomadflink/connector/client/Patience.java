package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.time.Duration;

/** When a subscription that is not served has failed for good. */
final class Patience {
    /**
     * A consistent read that says 403 twice, so far apart, means it: a starting server makes such a
     * read wait.
     */
    private static final Duration FIRST_REFUSAL = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final long startedAt = System.nanoTime();
    private boolean everOpened;
    private long refusedSince;
    private Kind refusedAs;

    Patience(ClientSettings settings) {
        this.settings = settings;
    }

    void opened() {
        everOpened = true;
        refusedAs = null;
    }

    boolean isExhausted(RefusedException refusal) {
        long now = System.nanoTime();
        if (refusal.kind() != refusedAs) {
            refusedAs = refusal.kind();
            refusedSince = now;
        }
        Duration refused = Duration.ofNanos(now - refusedSince);
        if (everOpened) {
            return refusedAs != Kind.UNAVAILABLE
                    && refused.compareTo(settings.authorizationGrace()) > 0;
        }
        return switch (refusedAs) {
            case CONFIGURATION -> true;
            case AUTHORIZATION -> refused.compareTo(FIRST_REFUSAL) > 0;
            case UNAVAILABLE ->
                    Duration.ofNanos(now - startedAt).compareTo(settings.startTimeout()) > 0;
        };
    }
}
