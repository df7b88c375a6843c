package io.nomadflink.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nomadflink.benchmarks.c2m.C2m;
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
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: what reading Nomad's event stream costs, from the socket to result tables. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Serves a stream made of a recording on loopback as fast as it is read, and measures"
                        + " ways to consume it in turns.")
public final class Bench implements Callable<Integer> {
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

    @Option(names = "--quick", description = "A smaller stream and fewer passes: a few minutes.")
    boolean quick;

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
            description = "Of the stream (default: 400; quick: 100).")
    Integer size;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Measured passes (default: 7; quick: 5).")
    Integer runs;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            description = "Passes before them (default: 10; quick: 8).")
    Integer warmUps;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there.")
    Path json;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw the results there, as SVG.")
    Path picture;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description =
                    "For streams and logs, kept (default: one under the system's temporary files).")
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), "nomad-flink-bench");

    @Option(
            names = "--c2m",
            description =
                    "Instead: the two million container challenge's placements, replayed as events"
                            + " through both jobs, with its results checked.")
    boolean c2m;

    @Option(
            names = "--allocations",
            paramLabel = "N",
            description = "Of --c2m (default: 2000000; quick: 100000).")
    Integer allocations;

    public static void main(String[] args) {
        System.exit(
                new CommandLine(new Bench())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(directory);
        if (c2m) {
            int count = allocations != null ? allocations : quick ? 100_000 : 2_000_000;
            System.out.println(Machine.describe());
            Path scratch = Files.createTempDirectory(directory, "c2m");
            return new C2m(recording(), count, scratch).run(picture) ? 0 : 1;
        }
        Cores cores = Cores.find();
        List<Result> results = new ArrayList<>();
        System.out.println(Machine.describe());
        System.out.println(cores);
        for (CorpusKind kind : kinds) {
            results.addAll(measured(corpus(kind), cores));
        }
        System.out.println();
        System.out.print(ResultTable.of(results));
        write(results, cores);
        return 0;
    }

    private static Path recording() {
        return Path.of(System.getProperty("recordings"), "2.0.5", "events.ndjson.gz");
    }

    private Corpus corpus(CorpusKind kind) throws IOException {
        int megabytes = size != null ? size : quick ? 100 : 400;
        Corpus corpus = Corpus.make(recording(), directory, kind, megabytes * 1_000_000L);
        System.out.printf(
                "corpus %s: %,d events in %,d lines, %,d bytes%n",
                kind, corpus.events(), corpus.lines(), corpus.bytes());
        return corpus;
    }

    private List<Result> measured(Corpus corpus, Cores cores) throws Exception {
        int measuredPasses = runs != null ? runs : quick ? 5 : 7;
        Path scratch = Files.createTempDirectory(directory, "run");
        try (Databases databases = new Databases(cores, scratch, only.contains("jobs-postgresql"));
                Measurement measurement =
                        new Measurement(corpus, only, databases.urls(), cores, scratch)) {
            Progress progress = new Progress(warmUps() + measuredPasses);
            for (int i = 0; i < warmUps(); i++) {
                measurement.warmUp();
                progress.step();
            }
            for (int i = 0; i < measuredPasses; i++) {
                measurement.measure();
                progress.step();
            }
            return measurement.results();
        }
    }

    private int warmUps() {
        return warmUps != null ? warmUps : quick ? 8 : 10;
    }

    private void write(List<Result> results, Cores cores) throws IOException {
        if (json != null) {
            Report report =
                    new Report(
                            Machine.hardware(),
                            Machine.java(),
                            Machine.versions(),
                            cores.toString(),
                            Measurement.OPTIONS,
                            warmUps(),
                            results);
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.toFile(), report);
        }
        if (picture != null) {
            Files.writeString(picture, ResultPicture.of(results, Machine.describe()));
        }
    }
}
