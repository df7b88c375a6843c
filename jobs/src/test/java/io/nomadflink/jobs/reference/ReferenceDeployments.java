package io.nomadflink.jobs.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.jobs.reference.Sightings.Sighting;
import io.nomadflink.jobs.sink.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.types.Row;

/**
 * {@code deployment_duration} and its statistics, from each deployment's whole history. Times in
 * ns.
 */
public final class ReferenceDeployments {
    private static final Set<String> TERMINAL = Set.of("successful", "failed", "cancelled");

    private final String region;
    private final List<List<Sighting>> histories;

    public ReferenceDeployments(List<Frame> frames, String region) {
        this.region = region;
        this.histories = new ArrayList<>(new Sightings(frames).deployments.values());
    }

    public Set<Row> durations() {
        Set<Row> rows = new HashSet<>();
        for (List<Sighting> history : histories) {
            rows.add(row(history));
        }
        return rows;
    }

    /** By (region, namespace, job, status, start and end of the window): the durations, ms. */
    public Map<List<Object>, List<Long>> stats(long size) {
        Map<List<Object>, List<Long>> found = new HashMap<>();
        for (List<Sighting> history : histories) {
            Sighting last = terminal(history);
            if (last != null) {
                long end = millis(time(last));
                long start = Math.floorDiv(end, size) * size;
                List<Object> key =
                        List.of(
                                region,
                                last.text("Namespace"),
                                last.text("JobID"),
                                last.text("Status"),
                                Instant.ofEpochMilli(start),
                                Instant.ofEpochMilli(start + size));
                found.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(since(time(last), begin(history)));
            }
        }
        return found;
    }

    private Row row(List<Sighting> history) {
        Sighting newest = events(history).get(events(history).size() - 1);
        Sighting terminal = terminal(history);
        long begin = begin(history);
        return Tables.DEPLOYMENT_DURATION.row(
                newest.text("ID"),
                region,
                newest.text("Namespace"),
                newest.text("JobID"),
                newest.number("JobVersion"),
                status(history),
                Instant.ofEpochMilli(millis(begin)),
                terminal == null ? null : Instant.ofEpochMilli(millis(time(terminal))),
                terminal == null ? null : since(time(terminal), begin),
                paused(history),
                firstTime(
                        history,
                        begin,
                        s -> groups(s).stream().anyMatch(g -> g.get("HealthyAllocs").asInt() > 0)),
                firstTime(history, begin, ReferenceDeployments::isPromoted),
                sum(newest, "DesiredTotal"),
                sum(newest, "PlacedAllocs"),
                sum(newest, "HealthyAllocs"),
                sum(newest, "UnhealthyAllocs"),
                sum(newest, "DesiredCanaries"),
                start(history) != 0,
                terminal == null || terminal.number("ModifyTime") > 0);
    }

    private static List<Sighting> events(List<Sighting> history) {
        return history.stream().filter(sighting -> !sighting.isDeletion()).toList();
    }

    private static Sighting terminal(List<Sighting> history) {
        return events(history).stream()
                .filter(s -> TERMINAL.contains(s.text("Status")))
                .findFirst()
                .orElse(null);
    }

    private static String status(List<Sighting> history) {
        Sighting terminal = terminal(history);
        if (terminal != null) {
            return terminal.text("Status");
        }
        Sighting last = history.get(history.size() - 1);
        return last.isDeletion() ? "purged" : last.text("Status");
    }

    private static long time(Sighting sighting) {
        if (sighting.number("ModifyTime") > 0) {
            return sighting.number("ModifyTime");
        }
        return sighting.line() > 0 ? sighting.line() : sighting.latest();
    }

    private static long begin(List<Sighting> history) {
        Sighting first = history.get(0);
        long seen = first.line() > 0 ? first.line() : first.latest();
        return start(history) != 0 ? start(history) : seen;
    }

    private static long start(List<Sighting> history) {
        List<Sighting> events = events(history);
        for (Sighting sighting : events) {
            if (sighting.number("CreateTime") > 0) {
                return sighting.number("CreateTime");
            }
        }
        return events.stream()
                .mapToLong(ReferenceDeployments::derivedStart)
                .filter(t -> t != 0)
                .findFirst()
                .orElse(0);
    }

    private static long derivedStart(Sighting sighting) {
        return groups(sighting).stream()
                .filter(group -> group.path("RequireProgressBy").isTextual())
                .mapToLong(
                        group ->
                                ChronoUnit.NANOS.between(
                                                Instant.EPOCH,
                                                Instant.parse(
                                                        group.get("RequireProgressBy").asText()))
                                        - group.get("ProgressDeadline").asLong())
                .min()
                .orElse(0);
    }

    private static long paused(List<Sighting> history) {
        long total = 0;
        long since = 0;
        for (Sighting sighting : events(history)) {
            boolean paused = sighting.text("Status").equals("paused");
            if (paused && since == 0) {
                since = time(sighting);
            } else if (!paused && since != 0) {
                total += time(sighting) - since;
                since = 0;
            }
            if (TERMINAL.contains(sighting.text("Status"))) {
                break;
            }
        }
        return millis(total);
    }

    /** Null unless it was seen to become so, and no later than it ended. */
    private static Long firstTime(
            List<Sighting> history, long begin, Predicate<Sighting> condition) {
        List<Sighting> events = events(history);
        int last =
                terminal(history) == null ? events.size() - 1 : events.indexOf(terminal(history));
        for (int i = 0; i <= last; i++) {
            if (condition.test(events.get(i))) {
                return i == 0 ? null : (Long) since(time(events.get(i)), begin);
            }
        }
        return null;
    }

    private static boolean isPromoted(Sighting sighting) {
        List<JsonNode> canaries =
                groups(sighting).stream()
                        .filter(group -> group.get("DesiredCanaries").asInt() > 0)
                        .toList();
        return !canaries.isEmpty()
                && canaries.stream().allMatch(group -> group.get("Promoted").asBoolean());
    }

    private static long sum(Sighting sighting, String member) {
        return groups(sighting).stream().mapToLong(group -> group.get(member).asLong()).sum();
    }

    private static List<JsonNode> groups(Sighting sighting) {
        List<JsonNode> groups = new ArrayList<>();
        sighting.object().path("TaskGroups").forEach(groups::add);
        return groups;
    }

    private static long since(long time, long begin) {
        return (long) Math.rint((time - begin) / 1e6);
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L);
    }
}
