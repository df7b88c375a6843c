package io.nomadflink.connector.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LossRiskTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;

    private final AtomicLong now = new AtomicLong();
    private final LossRisk risk = new LossRisk(100, Duration.ofMinutes(5), now::get);

    @Test
    void nothingIsAtRiskWhileNothingHappens() {
        assertThat(risk.bufferSeconds()).isInfinite();
        assertThat(risk.recommendedBufferSize()).isEqualTo(100);
    }

    @Test
    void theBufferLastsAsLongAsItsSizeOverTheRate() {
        for (int second = 0; second <= 30; second++) {
            seen(1000 + 20L * second, second * SECOND);
        }

        assertThat(risk.indexRate()).isCloseTo(20, within(0.001));
        assertThat(risk.bufferSeconds()).isCloseTo(5, within(0.001));
    }

    @Test
    void theRecommendedBufferIsFourTimesWhatTheOutageTakes() {
        for (int second = 0; second <= 30; second++) {
            seen(1000 + 20L * second, second * SECOND);
        }

        assertThat(risk.recommendedBufferSize()).isEqualTo(4 * 20 * 300);
    }

    @Test
    void onlyTheLastMinuteCounts() {
        seen(0, 0);
        seen(100_000, 10 * SECOND);
        for (int second = 0; second <= 90; second++) {
            seen(100_000 + second, (20 + second) * SECOND);
        }

        assertThat(risk.indexRate()).isCloseTo(1, within(0.1));
    }

    @Test
    void aBurstWearsOffInTheSilenceAfterIt() {
        for (int second = 0; second <= 10; second++) {
            seen(100L * second, second * SECOND);
        }
        assertThat(risk.bufferSeconds()).isCloseTo(1, within(0.001));

        now.set(60 * SECOND);
        assertThat(risk.indexRate()).isCloseTo(1_000.0 / 60, within(0.001));
        now.set(10 * SECOND + HOUR);
        assertThat(risk.bufferSeconds()).isGreaterThan(3_000);
        assertThat(risk.recommendedBufferSize()).isEqualTo(100);
    }

    @Test
    void aBurstWithinASecondCounts() {
        seen(0, 0);
        seen(500, SECOND / 10);
        now.set(10 * SECOND);

        assertThat(risk.indexRate()).isCloseTo(50, within(0.001));
    }

    @Test
    void aStreamOfRareFramesKeepsItsRate() {
        for (int frame = 0; frame < 5; frame++) {
            seen(1_500L * frame, 5 * 60 * SECOND * frame);
        }

        assertThat(risk.indexRate()).isCloseTo(5, within(0.001));
    }

    @Test
    void anIndexThatBeganAgainIsNoRate() {
        seen(1_000, 0);
        seen(5, 10 * SECOND);

        assertThat(risk.indexRate()).isZero();
    }

    private void seen(long index, long nanos) {
        now.set(nanos);
        risk.seen(index, nanos);
    }
}
