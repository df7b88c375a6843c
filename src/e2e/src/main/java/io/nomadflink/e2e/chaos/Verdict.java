package io.nomadflink.e2e.chaos;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.simulator.StreamRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was published against what was seen.
 *
 * @param lostInSilence published, not seen, and in no reported gap
 * @param doubled seen more often than published, or in the stream and from a list as well
 * @param falseGaps gaps although, each time it was asked, the buffer held the index before them
 * @param notHealed what exists in the end and changed last in a gap that is called healed, but was
 *     not seen with that change
 * @param gaps each gap with how many published events within it were not seen
 * @param healed objects that came from lists
 */
record Verdict(
        List<Happening> lostInSilence,
        List<Happening> doubled,
        List<Sighting.Hole> falseGaps,
        List<Happening> notHealed,
        Map<Sighting.Hole, Integer> gaps,
        int published,
        int healed) {

    static Verdict of(
            List<Happening> published,
            List<Sighting> seen,
            List<StreamRequest> requests,
            List<Happening> survivors) {
        return new Builder(published, seen).judge(requests, survivors);
    }

    private static final class Builder {
        private final List<Sighting> seen;
        private final int published;
        private final Map<Happening, Integer> left = new LinkedHashMap<>();
        private final List<Happening> doubled = new ArrayList<>();
        private final Map<Sighting.Hole, Integer> gaps = new LinkedHashMap<>();
        private final Set<Happening> listed = new HashSet<>();
        private int healed;

        Builder(List<Happening> published, List<Sighting> seen) {
            this.seen = seen;
            this.published = published.size();
            published.forEach(happening -> left.merge(happening, 1, Integer::sum));
        }

        Verdict judge(List<StreamRequest> requests, List<Happening> survivors) {
            for (Sighting sighting : seen) {
                if (sighting instanceof Sighting.Hole gap) {
                    gaps.putIfAbsent(gap.unhealed(), 0);
                } else if (sighting instanceof Sighting.Event e && e.origin() != Origin.STREAM) {
                    fromList(e.what());
                }
            }
            for (Sighting sighting : seen) {
                if (sighting instanceof Sighting.Event e && e.origin() == Origin.STREAM) {
                    fromStream(e.what());
                }
            }
            List<Happening> lost = lost();
            List<Sighting.Hole> wrong =
                    gaps.keySet().stream().filter(gap -> isFalse(gap, requests)).toList();
            return new Verdict(lost, doubled, wrong, notHealed(survivors), gaps, published, healed);
        }

        private void fromList(Happening what) {
            healed++;
            if (!listed.add(what.asObject())) {
                doubled.add(what);
            }
        }

        private void fromStream(Happening what) {
            Integer more = left.computeIfPresent(what, (w, count) -> count - 1);
            if (more == null || more < 0 || listed.contains(what.asObject())) {
                doubled.add(what);
            }
        }

        private List<Happening> lost() {
            List<Happening> unreported = new ArrayList<>();
            left.forEach(
                    (happening, count) -> {
                        if (count > 0 && !report(happening, count)) {
                            unreported.add(happening);
                        }
                    });
            return unreported;
        }

        private boolean report(Happening lost, int count) {
            boolean reported = false;
            for (Map.Entry<Sighting.Hole, Integer> gap : gaps.entrySet()) {
                if (gap.getKey().covers(lost)) {
                    gap.setValue(gap.getValue() + count);
                    reported = true;
                }
            }
            return reported;
        }

        private List<Happening> notHealed(List<Happening> survivors) {
            List<Sighting.Hole> healedGaps = new ArrayList<>();
            Set<Happening> objects = new HashSet<>();
            for (Sighting sighting : seen) {
                if (sighting instanceof Sighting.Hole gap && gap.healed()) {
                    healedGaps.add(gap);
                } else if (sighting instanceof Sighting.Event event) {
                    objects.add(event.what().asObject());
                }
            }
            return survivors.stream()
                    .filter(object -> healedGaps.stream().anyMatch(gap -> gap.covers(object)))
                    .filter(object -> !objects.contains(object))
                    .toList();
        }

        /** The index that was asked for is the last complete one, or the next if half is known. */
        private static boolean isFalse(Sighting.Hole gap, List<StreamRequest> requests) {
            Set<String> topics = new TreeSet<>(List.of(gap.topics().split(",")));
            List<StreamRequest> asked =
                    requests.stream()
                            .filter(
                                    r ->
                                            r.index() - gap.after() == 0
                                                    || r.index() - gap.after() == 1)
                            .filter(r -> topics.equals(r.topics()))
                            .toList();
            return gap.namespace().equals("*")
                    && !asked.isEmpty()
                    && asked.stream().allMatch(StreamRequest::held);
        }
    }
}
