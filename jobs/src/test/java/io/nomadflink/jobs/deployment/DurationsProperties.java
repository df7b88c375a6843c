package io.nomadflink.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class DurationsProperties {
    @Property
    void percentilesAreOfTheNearestRankToThreeDigits(
            @ForAll @Size(min = 1, max = 60)
                    List<@LongRange(min = 0, max = 4_000_000_000L) Long> values) {
        Durations.Summary summary = summary(values);
        List<Long> sorted = values.stream().sorted().toList();

        assertThat(summary.count()).isEqualTo(values.size());
        assertThat(summary.max()).isEqualTo(sorted.get(sorted.size() - 1));
        assertClose(summary.p50(), rank(sorted, 50));
        assertClose(summary.p95(), rank(sorted, 95));
        assertClose(summary.p99(), rank(sorted, 99));
    }

    @Property
    void percentilesAreOrderedAndBetweenSmallestAndLargest(
            @ForAll @Size(min = 1, max = 60)
                    List<@LongRange(min = -1000, max = 10_000_000) Long> values) {
        Durations.Summary summary = summary(values);

        assertThat(summary.p50())
                .isBetween(values.stream().min(Long::compare).orElseThrow(), summary.p95());
        assertThat(summary.p99()).isBetween(summary.p95(), summary.max());
    }

    @Example
    void oneDurationIsAllPercentilesExactly() {
        Durations.Summary summary = summary(List.of(1_234_567L));
        assertThat(summary)
                .isEqualTo(new Durations.Summary(1, 1_234_567, 1_234_567, 1_234_567, 1_234_567));
    }

    private static Durations.Summary summary(List<Long> values) {
        Durations durations = Durations.NONE;
        for (long value : values) {
            durations = durations.plus(value);
        }
        return durations.summary();
    }

    private static long rank(List<Long> sorted, int share) {
        return sorted.get((sorted.size() * share + 99) / 100 - 1);
    }

    private static void assertClose(long actual, long expected) {
        assertThat(actual).isCloseTo(expected, within(expected / 1000 + 1));
    }
}
