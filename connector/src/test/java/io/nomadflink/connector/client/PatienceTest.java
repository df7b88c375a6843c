package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final AtomicLong now = new AtomicLong(42);
    private final Patience patience =
            new Patience(
                    QuickClient.of("http://nomad:4646", "http://other:4646")
                            .start(Duration.ofSeconds(30))
                            .grace(Duration.ofMinutes(2))
                            .settings(),
                    now::get);

    private boolean exhausted(Kind kind) {
        return exhausted("http://nomad:4646", kind);
    }

    private boolean exhausted(String address, Kind kind) {
        return patience.isExhausted(address, new RefusedException(kind, "no"));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aConfigurationThatCannotWorkAnywhereFailsAtOnce() {
        assertThat(exhausted(Kind.CONFIGURATION)).isFalse();
        assertThat(exhausted("http://other:4646", Kind.CONFIGURATION)).isTrue();
    }

    @Test
    void aTokenIsRefusedForGoodWhenItIsTwice() {
        assertThat(exhausted(Kind.AUTHORIZATION)).isFalse();
        pass(Duration.ofSeconds(4));
        assertThat(exhausted(Kind.AUTHORIZATION)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(exhausted(Kind.AUTHORIZATION)).isTrue();
    }

    @Test
    void aServerThatIsAwayIsWaitedForUntilTheStartTimeout() {
        assertThat(exhausted(Kind.UNAVAILABLE)).isFalse();
        pass(Duration.ofSeconds(29));
        assertThat(exhausted(Kind.UNAVAILABLE)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(exhausted(Kind.UNAVAILABLE)).isTrue();
    }

    @Test
    void aServerThatWentAwayIsWaitedForEver() {
        patience.opened();
        assertThat(exhausted(Kind.UNAVAILABLE)).isFalse();
        pass(Duration.ofDays(30));
        assertThat(exhausted(Kind.UNAVAILABLE)).isFalse();
    }

    @Test
    void rightsThatWereLostMayComeBackWithinTheGrace() {
        patience.opened();
        assertThat(exhausted(Kind.AUTHORIZATION)).isFalse();
        pass(Duration.ofSeconds(119));
        assertThat(exhausted(Kind.AUTHORIZATION)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(exhausted(Kind.AUTHORIZATION)).isTrue();
    }

    @Test
    void openingForgetsRefusals() {
        patience.opened();
        exhausted(Kind.AUTHORIZATION);
        pass(Duration.ofMinutes(3));
        patience.opened();

        assertThat(exhausted(Kind.AUTHORIZATION)).isFalse();
    }

    @Test
    void aSecondServerThatIsAwayDoesNotHideTheRefusalOfTheFirst() {
        for (int i = 0; i < 3; i++) {
            assertThat(exhausted(Kind.AUTHORIZATION)).isFalse();
            pass(Duration.ofSeconds(1));
            assertThat(exhausted("http://other:4646", Kind.UNAVAILABLE)).isFalse();
            pass(Duration.ofSeconds(1));
        }

        assertThat(exhausted(Kind.AUTHORIZATION)).isTrue();
    }
}
