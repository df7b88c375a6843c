package io.nomadflink.jobs.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.ClientStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FailureRatesProperties {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SPAN = 200;

    @Provide
    Arbitrary<List<AllocationChange>> histories() {
        Arbitrary<AllocationChange> change =
                Combinators.combine(
                                Arbitraries.integers().between(1, 6),
                                Arbitraries.of(ClientStatus.class),
                                Arbitraries.longs().between(0, SPAN - 1),
                                Arbitraries.of(true, false),
                                Arbitraries.of(true, false))
                        .as(SingleJob::change);
        return change.list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<Windows> windows() {
        return Arbitraries.longs()
                .between(1, 60)
                .flatMap(
                        size ->
                                Arbitraries.longs()
                                        .between(1, size)
                                        .map(slide -> new Windows(size, slide)));
    }

    @Property
    void whenRowsAreAskedForDoesNotMatter(
            @ForAll("histories") List<AllocationChange> history,
            @ForAll("windows") Windows windows) {
        SingleJob once = new SingleJob(windows, HOUR, DAY);
        SingleJob always = new SingleJob(windows, HOUR, DAY);
        for (AllocationChange change : history) {
            once.see(change);
            always.see(change).flush();
        }
        assertThat(once.flush().table).isEqualTo(always.table);
    }

    @Property
    void watermarksAndCleanUpDoNotChangeRowsWithinTheLateness(
            @ForAll("histories") List<AllocationChange> history,
            @ForAll("windows") Windows windows) {
        SingleJob plain = new SingleJob(windows, HOUR, DAY);
        SingleJob swept = new SingleJob(windows, Duration.ofMillis(SPAN), DAY);
        for (AllocationChange change : history) {
            plain.see(change);
            swept.see(change).watermark(change.time());
        }
        assertThat(swept.flush().table).isEqualTo(plain.flush().table);
        assertThat(swept.late).isZero();
    }

    @Property
    void everyFailedAllocationIsCountedInAsManyWindowsAsHoldTheMoment(
            @ForAll("histories") List<AllocationChange> history,
            @ForAll("windows") Windows windows) {
        SingleJob job = new SingleJob(windows, HOUR, DAY);
        history.forEach(job::see);
        job.flush();

        long counted = job.table.values().stream().mapToLong(row -> row.counts().failed()).sum();
        long expected =
                firstFailures(history).values().stream()
                        .mapToLong(t -> windowsOf(t, windows))
                        .sum();
        assertThat(counted).isEqualTo(expected);
    }

    @Property
    void failedIsNeverMoreThanActive(
            @ForAll("histories") List<AllocationChange> history,
            @ForAll("windows") Windows windows) {
        SingleJob job = new SingleJob(windows, HOUR, DAY);
        history.forEach(job::see);

        assertThat(job.flush().table.values())
                .allSatisfy(
                        row ->
                                assertThat((long) row.counts().failed())
                                        .isLessThanOrEqualTo(row.active()))
                .allSatisfy(row -> assertThat(row.failureRate()).isBetween(0.0, 1.0));
    }

    @Property
    void aRowHasAtLeastOneCount(
            @ForAll("histories") List<AllocationChange> history,
            @ForAll("windows") Windows windows) {
        SingleJob job = new SingleJob(windows, HOUR, DAY);
        history.forEach(job::see);

        assertThat(job.flush().table.values())
                .noneMatch(row -> row.counts().equals(WindowCounts.NONE));
    }

    private static Map<Object, Long> firstFailures(List<AllocationChange> history) {
        Set<Object> known = new HashSet<>();
        Set<Object> hadFailed = new HashSet<>();
        Map<Object, Long> failures = new HashMap<>();
        for (AllocationChange change : history) {
            boolean news = !known.add(change.id()) || change.created() || change.clientUpdate();
            if (change.status() == ClientStatus.FAILED && hadFailed.add(change.id()) && news) {
                failures.put(change.id(), change.time());
            }
        }
        return failures;
    }

    private static long windowsOf(long time, Windows windows) {
        long found = 0;
        for (long start = -windows.size(); start <= time; start++) {
            boolean aligned = Math.floorMod(start, windows.slide()) == 0;
            found += aligned && time < start + windows.size() ? 1 : 0;
        }
        return found;
    }
}
