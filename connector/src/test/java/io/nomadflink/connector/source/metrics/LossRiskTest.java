package io.nomadflink.connector.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LossRiskTest {
    private static final long SECOND = 1_000_000_000L;
    private final LossRisk risk = new LossRisk(100, Duration.ofMinutes(5));

    @Test
    void nothingIsAtRiskWhileNothingHappens() {
        assertThat(risk.bufferSeconds()).isInfinite();
        assertThat(risk.recommendedBufferSize()).isEqualTo(100);
    }

    @Test
    void theBufferLastsAsLongAsItsSizeOverTheRate() {
        for (int second = 0; second <= 30; second++) {
            risk.seen(1000 + 20L * second, second * SECOND);
        }

        assertThat(risk.indexRate()).isCloseTo(20, within(0.001));
        assertThat(risk.bufferSeconds()).isCloseTo(5, within(0.001));
        assertThat(risk.recommendedBufferSize()).isEqualTo(6000);
    }

    @Test
    void onlyTheLastMinuteCounts() {
        risk.seen(0, 0);
        risk.seen(100_000, 10 * SECOND);
        for (int second = 0; second <= 90; second++) {
            risk.seen(100_000 + second, (20 + second) * SECOND);
        }

        assertThat(risk.indexRate()).isCloseTo(1, within(0.1));
    }
}
