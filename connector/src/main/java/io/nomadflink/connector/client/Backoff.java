package io.nomadflink.connector.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubled up to a limit, with full jitter, so that many jobs do not come
 * back at one instant.
 */
record Backoff(Duration least, Duration most, int attempts) {

    static Backoff of(ClientSettings settings) {
        return new Backoff(settings.minBackoff(), settings.maxBackoff(), 0);
    }

    Backoff next() {
        return new Backoff(least, most, Math.min(attempts + 1, 30));
    }

    /** At least as long as after so many attempts. */
    Backoff atLeast(int so) {
        return new Backoff(least, most, Math.max(attempts, so));
    }

    Backoff reset() {
        return attempts == 0 ? this : new Backoff(least, most, 0);
    }

    Duration pause(RandomGenerator random) {
        double ceiling = Math.min(most.toMillis(), least.toMillis() * Math.pow(2, attempts));
        return Duration.ofMillis(Math.round(ceiling * (0.5 + random.nextDouble() / 2)));
    }
}
