package io.nomadflink.benchmarks.scale;

import io.nomadflink.benchmarks.ChildProcess;
import io.nomadflink.benchmarks.Cores;
import io.nomadflink.benchmarks.Setting;
import io.nomadflink.benchmarks.c2m.ReplayServer;
import io.nomadflink.benchmarks.c2m.Scale;
import io.nomadflink.benchmarks.latency.PacedServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All series, one after the other, as a table and as JSON. */
public final class Scaling {
    /** Flink keeps the figures of ten. */
    private static final int CHECKPOINTS = 8;

    private static final int STATE_LIMIT = 200;

    private static final int SPLIT_LIMIT = 1_024;

    private final Setting setting;
    private final Cores cores;
    private final List<Series> all = new ArrayList<>();

    public Scaling(Setting setting, Cores cores) {
        this.setting = setting;
        this.cores = cores;
    }

    /**
     * @return whether everything stayed flat and small
     */
    public boolean run() throws IOException {
        System.out.println(cores);
        System.out.println("deviations are from the first line of each table");
        splits();
        lines();
        allocations();
        checkpointSizes();
        checkpointDurations();
        setting.writeJson(Map.of("scale", all));
        List<String> bad = all.stream().filter(s -> !s.good()).map(Series::name).toList();
        System.out.println(
                bad.isEmpty()
                        ? "\nAll of these are flat (+10%), or as small as they should be."
                        : "\nNot flat (+10%), or larger than they should be: "
                                + String.join("; ", bad));
        return bad.isEmpty();
    }

    private void splits() throws IOException {
        Series series = begin(Series.flat("the source, by splits", "CPU µs/event"));
        int events = setting.quick() ? 300_000 : 2_000_000;
        try (SizesInTurn sizes = sizes()) {
            for (int splits : new int[] {1, 4, 16, 64}) {
                made(sizes, splits + " splits", events, splits, 4_000);
            }
            sizes.measure(series);
        }
        series.print();
    }

    private void lines() throws IOException {
        Series series = begin(Series.flat("the source, by length of lines", "CPU µs/event"));
        int events = setting.quick() ? 300_000 : 1_000_000;
        try (SizesInTurn sizes = sizes()) {
            for (int bytes : new int[] {1_000, 16_000, 256_000, 4_000_000, 64_000_000}) {
                String size =
                        bytes < 1_000_000
                                ? bytes / 1_000 + " kB lines"
                                : bytes / 1_000_000 + " MB lines";
                made(sizes, size, events, 1, bytes);
            }
            sizes.measure(series);
        }
        series.print();
    }

    private SizesInTurn sizes() {
        return new SizesInTurn(cores, setting.quick() ? 5 : 20, setting.quick() ? 3 : 9);
    }

    private void made(SizesInTurn sizes, String size, int events, int splits, int lineBytes)
            throws IOException {
        sizes.add(
                size,
                setting.scratch("scale"),
                "splits-" + splits,
                events,
                MadeServer.class,
                setting.recording().toString(),
                Integer.toString(events),
                Integer.toString(splits),
                Integer.toString(lineBytes));
    }

    /** The state is that of the last savepoint of each row. */
    private void allocations() throws IOException {
        Series cost = begin(Series.flat("both jobs, by live allocations of a job", "CPU µs/event"));
        Series state =
                Series.below(STATE_LIMIT, "state of both jobs, for a live allocation", "bytes");
        int allocations = setting.quick() ? 20_000 : 100_000;
        Map<String, Path> scratches = new LinkedHashMap<>();
        try (SizesInTurn sizes = sizes()) {
            for (int ofAJob = 10; ofAJob <= allocations; ofAJob *= 10) {
                Scale scale = new Scale(allocations, ofAJob, false);
                String size = String.format(Locale.ROOT, "%,d × %,d jobs", ofAJob, scale.jobs());
                scratches.put(size, setting.scratch("scale"));
                replayed(sizes, size, scratches.get(size), scale);
            }
            sizes.measure(cost);
        }
        cost.print();
        begin(state);
        for (Map.Entry<String, Path> scratch : scratches.entrySet()) {
            state.add(
                    scratch.getKey(),
                    SavepointSize.newest(scratch.getValue()) / (double) allocations);
        }
        state.print();
    }

    private void replayed(SizesInTurn sizes, String size, Path scratch, Scale scale)
            throws IOException {
        sizes.add(
                size,
                scratch,
                "jobs-sqlite",
                scale.events(),
                ReplayServer.class,
                setting.recording().toString(),
                Integer.toString(scale.allocations()),
                Integer.toString(scale.ofAJob()),
                "false");
    }

    private void checkpointSizes() throws IOException {
        Series series =
                begin(Series.below(SPLIT_LIMIT, "checkpoint of the source, for a split", "bytes"));
        int events = 6_400;
        for (int splits : new int[] {1, 16, 64}) {
            CheckpointFigures figures =
                    probe(
                            splits,
                            events,
                            MadeServer.class,
                            Integer.toString(events),
                            Integer.toString(splits),
                            "4000");
            add(series, splits + " splits", figures.bytes() / splits);
        }
    }

    /** Durations are whole milliseconds and few, so a limit says more than a part of the first. */
    private void checkpointDurations() throws IOException {
        Series series = begin(Series.below(20, "a checkpoint of the source, by traffic", "ms"));
        for (int rate : new int[] {100, 1_000, 11_000}) {
            CheckpointFigures figures =
                    probe(
                            0,
                            rate * 5L,
                            PacedServer.class,
                            Integer.toString(rate),
                            Long.toString(rate * 30L));
            add(series, String.format(Locale.ROOT, "%,d events/s", rate), figures.millis());
        }
    }

    private CheckpointFigures probe(
            int splits, long events, Class<?> server, String... serverArguments)
            throws IOException {
        Path scratch = setting.scratch("scale");
        File log = scratch.resolve("bench.log").toFile();
        List<String> arguments = new ArrayList<>(List.of(setting.recording().toString()));
        arguments.addAll(List.of(serverArguments));
        try (ChildProcess serving =
                        ChildProcess.start(
                                "the server",
                                cores.server(
                                        ChildProcess.command(
                                                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                                server,
                                                arguments.toArray(String[]::new))),
                                log);
                ChildProcess consumer =
                        ChildProcess.start(
                                "the source",
                                cores.consumer(
                                        ChildProcess.command(
                                                List.of("-Xmx1g", "-XX:+UseSerialGC"),
                                                CheckpointProbe.class,
                                                serving.answer(),
                                                Integer.toString(splits),
                                                Long.toString(events),
                                                Integer.toString(CHECKPOINTS),
                                                scratch.toString())),
                                log)) {
            return CheckpointFigures.read(consumer.answer());
        }
    }

    private Series begin(Series series) {
        all.add(series);
        System.out.printf("%n%s%n", series.head());
        return series;
    }

    private static void add(Series series, String size, double value) {
        series.add(size, value);
        System.out.println(series.lastLine());
    }
}
