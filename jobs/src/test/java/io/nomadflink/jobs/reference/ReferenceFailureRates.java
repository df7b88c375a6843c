package io.nomadflink.jobs.reference;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.jobs.reference.Sightings.Sighting;
import io.nomadflink.jobs.sink.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.types.Row;

/** {@code allocation_failure_rate} by looking at every allocation for every window. Times in ms. */
public final class ReferenceFailureRates {
    private static final List<String> COUNTED = List.of("complete", "failed", "lost");

    /**
     * An allocation's life.
     *
     * @param placed when it was created, or null if that was before the stream
     * @param end when it ended, null if it lives, -1 if it had ended before the stream
     * @param firsts when it first had each counted status
     */
    private record Life(
            String namespace,
            String job,
            String group,
            Long placed,
            long begin,
            Long end,
            Map<String, Long> firsts) {

        boolean countsIn(long start, long until) {
            return isIn(placed, start, until)
                    || firsts.values().stream().anyMatch(t -> isIn(t, start, until));
        }

        boolean isActiveIn(long start, long until) {
            boolean lives = begin < until && (end == null || end >= start);
            return lives || isIn(firsts.get("failed"), start, until);
        }
    }

    private ReferenceFailureRates() {}

    public static Set<Row> of(List<Frame> frames, String region, long size, long slide) {
        Map<List<String>, List<Life>> groups = new HashMap<>();
        for (List<Sighting> sightings : new Sightings(frames).allocations.values()) {
            Life life = life(sightings);
            groups.computeIfAbsent(
                            List.of(region, life.namespace, life.job, life.group),
                            key -> new ArrayList<>())
                    .add(life);
        }
        Set<Row> rows = new HashSet<>();
        groups.forEach((key, lives) -> rows.addAll(rows(key, lives, size, slide)));
        return rows;
    }

    private static Life life(List<Sighting> sightings) {
        Sighting first = sightings.get(0);
        boolean created = first.number("CreateIndex") == first.index();
        Map<String, Long> firsts = new HashMap<>();
        Set<String> had = new HashSet<>();
        Long end = null;
        for (Sighting sighting : sightings) {
            if (sighting.isDeletion()) {
                end = end == null ? millis(sighting.latest()) : end;
                continue;
            }
            String status = sighting.text("ClientStatus");
            if (!COUNTED.contains(status)) {
                continue;
            }
            boolean news =
                    created || sighting != first || sighting.type().equals("AllocationUpdated");
            long time = millis(sighting.number("ModifyTime"));
            if (had.add(status) && news) {
                firsts.put(status, time);
            }
            if (end == null) {
                end = news ? time : -1L;
            }
        }
        long begin = millis(first.number("ModifyTime"));
        return new Life(
                first.text("Namespace"),
                first.text("JobID"),
                first.text("TaskGroup"),
                created ? begin : null,
                begin,
                end,
                firsts);
    }

    private static Set<Row> rows(List<String> key, List<Life> lives, long size, long slide) {
        Set<Row> rows = new HashSet<>();
        for (long start : starts(lives, size, slide)) {
            long until = start + size;
            if (lives.stream().noneMatch(life -> life.countsIn(start, until))) {
                continue;
            }
            long active = lives.stream().filter(life -> life.isActiveIn(start, until)).count();
            long failed = count(lives, "failed", start, until);
            rows.add(
                    Tables.ALLOCATION_FAILURE_RATE.row(
                            key.get(0),
                            key.get(1),
                            key.get(2),
                            key.get(3),
                            Instant.ofEpochMilli(start),
                            Instant.ofEpochMilli(until),
                            active,
                            lives.stream().filter(life -> isIn(life.placed, start, until)).count(),
                            count(lives, "complete", start, until),
                            failed,
                            count(lives, "lost", start, until),
                            active == 0 ? 0.0 : (double) failed / active));
        }
        return rows;
    }

    private static Set<Long> starts(List<Life> lives, long size, long slide) {
        Set<Long> starts = new HashSet<>();
        for (Life life : lives) {
            List<Long> marks = new ArrayList<>(life.firsts.values());
            marks.add(life.begin);
            for (long mark : marks) {
                long lowest = Math.floorDiv(mark - size, slide) * slide;
                for (long start = lowest; start <= mark; start += slide) {
                    starts.add(start);
                }
            }
        }
        return starts;
    }

    private static long count(List<Life> lives, String status, long start, long until) {
        return lives.stream().filter(life -> isIn(life.firsts.get(status), start, until)).count();
    }

    private static boolean isIn(Long time, long start, long until) {
        return time != null && start <= time && time < until;
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L);
    }
}
