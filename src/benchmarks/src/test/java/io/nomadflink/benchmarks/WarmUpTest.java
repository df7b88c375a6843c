package io.nomadflink.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void goesOnWhilePassesGetFaster() {
        WarmUp warmUp = new WarmUp(0, 1_000);
        for (double seconds : new double[] {9, 7, 5, 4, 3.5, 3, 2.8, 2.6}) {
            assertThat(warmUp.isOver()).isFalse();
            warmUp.add(seconds);
        }
        assertThat(warmUp.isOver()).isFalse();

        while (!warmUp.isOver()) {
            warmUp.add(2.5);
        }
        assertThat(warmUp.passes()).isBetween(12, 16);
        assertThat(warmUp.isSettled()).isTrue();
    }

    @Test
    void endsWithItsShare() {
        WarmUp warmUp = new WarmUp(0, 10);
        warmUp.add(6);
        assertThat(warmUp.isOver()).isFalse();
        warmUp.add(5);
        assertThat(warmUp.isOver()).isTrue();
        assertThat(warmUp.isSettled()).isFalse();
    }

    @Test
    void takesAsManyPassesAsItIsTold() {
        WarmUp warmUp = new WarmUp(2, 1);
        warmUp.add(6);
        assertThat(warmUp.isOver()).isFalse();
        warmUp.add(6);
        assertThat(warmUp.isOver()).isTrue();
    }
}
