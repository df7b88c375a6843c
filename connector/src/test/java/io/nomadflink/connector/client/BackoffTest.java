package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff first = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0);

    @Test
    void doublesUpToItsLimitWithJitter() {
        Random random = new Random(1);
        Backoff backoff = first;
        for (long ceiling : new long[] {100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000}) {
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.pause(random).toMillis()).isBetween(ceiling / 2, ceiling);
            }
            backoff = backoff.next();
        }
    }

    @Test
    void pausesDiffer() {
        Random random = new Random(1);

        assertThat(java.util.stream.Stream.generate(() -> first.pause(random)).limit(20).distinct())
                .hasSizeGreaterThan(5);
    }

    @Test
    void staysAtItsLimitForever() {
        Backoff backoff = first;
        for (int i = 0; i < 10_000; i++) {
            backoff = backoff.next();
        }

        assertThat(backoff.pause(new Random(1)).toSeconds()).isBetween(5L, 10L);
        assertThat(backoff.reset()).isEqualTo(first);
    }
}
