package io.nomadflink.e2e.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What became of each kind of fault. */
final class Outcomes {

    /** The sums for one kind of fault; a round of several faults counts for each of them. */
    private static final class Line {
        private int tried;
        private int quiet;
        private int gaps;
        private int lostInGaps;
        private int restarts;
        private final Map<Wrong, Integer> wrong = new EnumMap<>(Wrong.class);

        private void add(int jobRestarts, int newGaps, int lost) {
            tried++;
            quiet += newGaps == 0 ? 1 : 0;
            restarts += jobRestarts;
            gaps += newGaps;
            lostInGaps += lost;
        }

        private Stream<Object> cells() {
            return Stream.concat(
                    Stream.of(tried, quiet, gaps, lostInGaps, restarts),
                    Stream.of(Wrong.values()).map(each -> wrong.getOrDefault(each, 0)));
        }
    }

    private final Map<Fault, Line> lines = new EnumMap<>(Fault.class);
    private final Line rounds = new Line();
    private final List<String> complaints = new ArrayList<>();
    private int tried;
    private int published;
    private int healed;
    private int jobs;

    /** Faults that struck together, and what the job saw until it had caught up with them. */
    void tried(Collection<Fault> faults, int restarts, int gaps, int lostInGaps) {
        faults.forEach(fault -> line(fault).add(restarts, gaps, lostInGaps));
        rounds.add(restarts, gaps, lostInGaps);
        tried += faults.size();
    }

    void wrong(Collection<Fault> faults, Wrong wrong, String complaint) {
        faults.forEach(fault -> line(fault).wrong.merge(wrong, 1, Integer::sum));
        rounds.wrong.merge(wrong, 1, Integer::sum);
        complaints.add(complaint);
    }

    /** The end of a job. */
    void job(int publishedEvents, int healedObjects) {
        jobs++;
        published += publishedEvents;
        healed += healedObjects;
    }

    int tried() {
        return tried;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private Line line(Fault fault) {
        return lines.computeIfAbsent(fault, f -> new Line());
    }

    String table() {
        StringBuilder out = new StringBuilder();
        Stream<Object> wrongs = Stream.of(Wrong.values()).map(Outcomes::words);
        Stream<Object> heads = Stream.of("tried", "no gap", "gaps", "lost in gaps", "job restarts");
        row(out, "fault", Stream.concat(heads, wrongs));
        out.append("|---|").append("---:|".repeat(5 + Wrong.values().length)).append('\n');
        lines.forEach((fault, line) -> row(out, words(fault), line.cells()));
        row(out, "all, by rounds", rounds.cells());
        return out.append(
                        "\n%d faults, %d jobs, %d events published, %d objects read from lists\n"
                                .formatted(tried, jobs, published, healed))
                .toString();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void row(StringBuilder out, String name, Stream<Object> cells) {
        out.append("| ").append(name).append(" |");
        cells.forEach(cell -> out.append(' ').append(cell).append(" |"));
        out.append('\n');
    }
}
