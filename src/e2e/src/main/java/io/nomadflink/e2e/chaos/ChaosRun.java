package io.nomadflink.e2e.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Some faults, one or a few at a time, against one job; then what was seen is judged. */
final class ChaosRun {
    private static final long PATIENCE_MS = 60_000;

    /** The faults of one time, what was published until they were over, and gaps seen then. */
    private record Round(List<Fault> faults, int restarts, long until, Set<Sighting.Hole> gaps) {}

    private final Setting setting;
    private final List<Fault> possible;
    private final Outcomes outcomes;
    private final Random random;
    private final List<Round> rounds = new ArrayList<>();
    private final Set<Sighting.Hole> known = new HashSet<>();

    ChaosRun(long seed, Set<Fault> wanted, Outcomes outcomes) {
        this.setting = Setting.of(seed);
        this.possible =
                Fault.possible(setting.twoServers()).stream().filter(wanted::contains).toList();
        this.outcomes = outcomes;
        this.random = new Random(new SplittableRandom(~seed).nextLong());
    }

    void run(int faults, FlinkCluster flink, Path directory) throws Exception {
        if (possible.isEmpty()) {
            return;
        }
        try (World world = new World(setting, flink, directory)) {
            world.begin();
            for (int left = faults; left > 0; ) {
                List<Fault> together = pick(Math.min(left, howMany()));
                left -= together.size();
                if (!round(world, together)) {
                    return;
                }
            }
            judge(world);
        }
    }

    private int howMany() {
        return random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
    }

    private List<Fault> pick(int count) {
        List<Fault> picked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picked.add(possible.get(random.nextInt(possible.size())));
        }
        return picked;
    }

    /** Strikes and waits until every topic has come past a marker written afterwards. */
    private boolean round(World world, List<Fault> faults) throws Exception {
        int before = world.journal().restarts();
        for (Fault fault : faults) {
            fault.strike(world, random);
        }
        if (!world.isCaughtUp(PATIENCE_MS)) {
            String status = "job " + world.jobStatus();
            outcomes.wrong(faults, Wrong.STUCK, complaint(Wrong.STUCK, faults, status));
            return false;
        }
        int restarts = world.journal().restarts() - before;
        rounds.add(new Round(faults, restarts, lastPublished(world), newGaps(world)));
        return true;
    }

    private static long lastPublished(World world) {
        List<Happening> all = world.published().all();
        return all.get(all.size() - 1).index();
    }

    private Set<Sighting.Hole> newGaps(World world) {
        Set<Sighting.Hole> fresh = new HashSet<>();
        for (Sighting sighting : world.journal().all()) {
            if (sighting instanceof Sighting.Hole hole && known.add(hole.unhealed())) {
                fresh.add(hole.unhealed());
            }
        }
        return fresh;
    }

    private void judge(World world) throws Exception {
        world.pump().close();
        List<Happening> survivors = world.survivors();
        Verdict verdict = verdict(world, survivors);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!verdict.lostInSilence().isEmpty() && System.nanoTime() < end) {
            // what follows a gap comes when the gap is healed
            TimeUnit.MILLISECONDS.sleep(200);
            verdict = verdict(world, survivors);
        }
        judge(world, verdict);
    }

    private void judge(World world, Verdict verdict) {
        outcomes.job(verdict.published(), verdict.healed());
        for (Round round : rounds) {
            int lost = round.gaps().stream().mapToInt(g -> verdict.gaps().getOrDefault(g, 0)).sum();
            outcomes.tried(round.faults(), round.restarts(), round.gaps().size(), lost);
        }
        blame(verdict, world.journal().all());
    }

    private static Verdict verdict(World world, List<Happening> survivors) {
        return Verdict.of(
                world.published().all(), world.journal().all(), world.streams(), survivors);
    }

    private void blame(Verdict verdict, List<Sighting> seen) {
        verdict.lostInSilence().forEach(e -> blame(Wrong.LOST, e.index(), e + traces(e, seen)));
        verdict.doubled().forEach(e -> blame(Wrong.DOUBLED, e.index(), e + traces(e, seen)));
        verdict.falseGaps().forEach(gap -> blame(Wrong.FALSE_GAP, gap.after(), gap.toString()));
        verdict.notHealed().forEach(e -> blame(Wrong.NOT_HEALED, e.index(), e + traces(e, seen)));
    }

    /** Where an event and the gaps about it stand in what was seen. */
    private static String traces(Happening event, List<Sighting> seen) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).isAbout(event)) {
                found.add("#" + i + " " + seen.get(i));
            }
        }
        return found.isEmpty() ? "" : ", seen as " + String.join(", ", found);
    }

    private void blame(Wrong wrong, long index, String what) {
        List<Fault> faults =
                rounds.stream()
                        .filter(round -> round.until() >= index)
                        .findFirst()
                        .map(Round::faults)
                        .orElse(List.of());
        outcomes.wrong(faults, wrong, complaint(wrong, faults, what));
    }

    private String complaint(Wrong wrong, List<Fault> faults, String what) {
        return "seed %d: %s after %s: %s (%s)"
                .formatted(setting.seed(), wrong, faults, what, setting);
    }
}
