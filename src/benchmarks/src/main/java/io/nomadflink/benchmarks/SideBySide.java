package io.nomadflink.benchmarks;

import io.nomadflink.benchmarks.corpus.Corpus;
import io.nomadflink.benchmarks.corpus.CorpusKind;
import io.nomadflink.benchmarks.report.Report;
import io.nomadflink.benchmarks.report.Result;
import io.nomadflink.benchmarks.report.ResultPicture;
import io.nomadflink.benchmarks.report.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The ways to consume a stream, measured in turns. */
final class SideBySide {
    private static final List<String> WAYS =
            List.of(
                    "raw",
                    "parse",
                    "client",
                    "client-typed",
                    "source-lazy",
                    "source-typed",
                    "jobs-sqlite",
                    "jobs-postgresql");

    @Option(
            names = "--corpus",
            split = ",",
            defaultValue = "full",
            description =
                    "full: a recording; small: its evaluations and deployments; huge: its allocations,"
                            + " 4 MB on a line (default: ${DEFAULT-VALUE}).")
    List<CorpusKind> kinds = new ArrayList<>();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Some of raw, parse, client, client-typed, source-lazy, source-typed,"
                            + " jobs-sqlite, jobs-postgresql.")
    List<String> only = new ArrayList<>(WAYS);

    @Option(
            names = "--size",
            paramLabel = "MB",
            description = "Of the stream (default: 400; quick: 200).")
    Integer size;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Measured passes (default: 7; quick: 5).")
    Integer runs;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Exactly so many passes before them (default: until the figure of each way settles,"
                            + " at most 40 s of CPU; quick: 12 s).")
    int warmUps;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw the results there, as SVG; those of --c2m and --soak over time.")
    Path picture;

    private boolean quick;

    /**
     * @throws IllegalArgumentException naming a way that there is not
     */
    void check() {
        for (String way : only) {
            if (!WAYS.contains(way)) {
                throw new IllegalArgumentException(
                        "--only " + way + " is none of " + String.join(", ", WAYS));
            }
        }
    }

    void run(Setting setting) throws Exception {
        quick = setting.quick();
        Cores cores = Cores.find();
        List<Result> results = new ArrayList<>();
        System.out.println(cores);
        for (CorpusKind kind : kinds) {
            results.addAll(measured(corpus(setting, kind), setting.directory(), cores));
        }
        System.out.println();
        System.out.print(ResultTable.of(results));
        setting.writeJson(
                new Report(
                        Machine.hardware(),
                        Machine.java(),
                        Machine.versions(),
                        cores.toString(),
                        Measurement.OPTIONS,
                        results));
        if (picture != null) {
            Files.writeString(picture, ResultPicture.of(results, Machine.describe()));
        }
    }

    private Corpus corpus(Setting setting, CorpusKind kind) throws IOException {
        int megabytes = size != null ? size : quick ? 200 : 400;
        Corpus corpus =
                Corpus.make(setting.recording(), setting.directory(), kind, megabytes * 1_000_000L);
        System.out.printf(
                "corpus %s: %,d events in %,d lines, %,d bytes%n",
                kind, corpus.events(), corpus.lines(), corpus.bytes());
        return corpus;
    }

    private List<Result> measured(Corpus corpus, Path directory, Cores cores) throws Exception {
        int measuredPasses = runs != null ? runs : quick ? 5 : 7;
        Path scratch = Files.createTempDirectory(directory, "run");
        Progress progress = new Progress(System.err);
        try (Databases databases = new Databases(cores, scratch, only.contains("jobs-postgresql"));
                Measurement measurement =
                        new Measurement(corpus, only, databases.urls(), cores, scratch)) {
            for (String way : only) {
                progress.tell("warming up %s", way);
                measurement.warmUp(way, new WarmUp(warmUps, quick ? 12 : 40));
            }
            for (int i = 1; i <= measuredPasses; i++) {
                progress.tell("pass %d of %d", i, measuredPasses);
                measurement.measure();
            }
            progress.end();
            return measurement.results();
        }
    }
}
