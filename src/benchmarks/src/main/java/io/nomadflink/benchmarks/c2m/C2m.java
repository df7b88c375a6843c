package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.ChildProcess;
import io.nomadflink.benchmarks.consumer.Consumer;
import io.nomadflink.benchmarks.consumer.Pass;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Both jobs over the run, on all cores, into SQLite. */
public final class C2m {
    /** The challenge took 22 min 14 s; a tenth of that is to be enough. */
    private static final double GOAL_SECONDS = 133;

    private static final int OF_A_JOB = 2_000;

    private static final List<String> OPTIONS =
            List.of("-Xms3g", "-Xmx6g", "-XX:+UseParallelGC", "-Dbench.samples=true");

    private final Path recording;
    private final Scale scale;
    private final Path scratch;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param allocations a multiple of a thousand
     */
    public C2m(Path recording, int allocations, Path scratch) {
        this.recording = recording;
        this.scale = new Scale(allocations, OF_A_JOB, true);
        this.scratch = scratch;
    }

    /**
     * @param picture where to draw it, or null
     * @return whether results are right and, at full size, the goal is reached
     */
    public boolean run(Path picture) throws IOException, SQLException {
        File log = scratch.resolve("bench.log").toFile();
        Pass pass;
        try (ChildProcess server =
                ChildProcess.start(
                        "the server",
                        ChildProcess.command(
                                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                ReplayServer.class,
                                recording.toString(),
                                Integer.toString(scale.allocations()),
                                Integer.toString(scale.ofAJob()),
                                "true"),
                        log)) {
            pass = consume(server.answer(), log);
        }
        List<String> differences = ReplayTruth.differences(scale, database());
        tell(pass, differences);
        if (picture != null) {
            Files.writeString(picture, ReplayPicture.of(samples, scale.events(), title(pass)));
        }
        boolean inTime = scale.allocations() < 2_000_000 || pass.seconds() <= GOAL_SECONDS;
        return differences.isEmpty() && inTime;
    }

    private Pass consume(String port, File log) throws IOException {
        try (ChildProcess consumer =
                ChildProcess.start(
                        "the jobs",
                        ChildProcess.command(
                                OPTIONS,
                                Consumer.class,
                                "jobs-sqlite",
                                port,
                                Long.toString(scale.events()),
                                "0",
                                scratch.toString()),
                        log)) {
            consumer.order("go");
            String answer = consumer.answer();
            long began = 0;
            for (; answer.startsWith("sample"); answer = consumer.answer()) {
                String[] parts = answer.split(" ");
                long events = Long.parseLong(parts[1]);
                if (events > 0) {
                    began = began == 0 ? System.nanoTime() : began;
                    sample((System.nanoTime() - began) / 1e9, events, Long.parseLong(parts[2]));
                }
            }
            System.err.println();
            return Pass.of(answer);
        }
    }

    private void sample(double seconds, long events, long rss) {
        samples.add(new Sample(seconds, events, rss));
        int done = (int) (40 * events / scale.events());
        System.err.printf(
                "\r[%s%s] %,d of %,d events, %.0f s, %.0f MB ",
                "#".repeat(done),
                ".".repeat(40 - done),
                events,
                scale.events(),
                seconds,
                rss / 1e6);
    }

    private Path database() throws IOException {
        try (Stream<Path> files = Files.walk(scratch, 2)) {
            return files.filter(file -> file.endsWith("results.db"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no results in " + scratch));
        }
    }

    private void tell(Pass pass, List<String> differences) {
        System.out.println(title(pass));
        System.out.printf(
                "goal for 2,000,000: %.0f s; %s%n",
                GOAL_SECONDS,
                differences.isEmpty()
                        ? "each of " + scale.jobs() + " jobs has the right counts and deployment"
                        : differences.size()
                                + " counts or deployments are wrong, such as "
                                + differences.get(0));
    }

    private String title(Pass pass) {
        return String.format(
                "%,d allocations, %,d events, both jobs: %.1f s, %,.0f events/s, CPU %.1f s, %.0f MB",
                scale.allocations(),
                scale.events(),
                pass.seconds(),
                scale.events() / pass.seconds(),
                pass.cpuSeconds(),
                pass.peakRss() / 1e6);
    }
}
