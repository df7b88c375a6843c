package io.nomadflink.jobs.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class WindowsProperties {
    @Property
    void theLastWindowHoldsTheTime(
            @ForAll @LongRange(min = -1000, max = 1000) long time,
            @ForAll @LongRange(min = 1, max = 50) long slide) {
        long start = new Windows(50, slide).lastStart(time);

        assertThat(start).isLessThanOrEqualTo(time).isGreaterThan(time - slide);
        assertThat(Math.floorMod(start, slide)).isZero();
    }

    @Property
    void aWindowEndsWhenItsLastMillisecondIsPassed(
            @ForAll @LongRange(min = -200, max = 200) long from,
            @ForAll @LongRange(min = 0, max = 60) long step,
            @ForAll @LongRange(min = 1, max = 50) long slide) {
        Windows windows = new Windows(50, slide);
        boolean ends = false;
        for (long at = from + 1; at <= from + step; at++) {
            ends |= Math.floorMod(at + 1 - windows.size(), slide) == 0;
        }
        assertThat(windows.anyEnds(from, from + step)).isEqualTo(ends);
    }

    @Example
    void gapsBetweenWindowsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Windows(10, 11))
                .withMessageContaining("slide");
    }
}
