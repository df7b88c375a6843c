package io.nomadflink.benchmarks.soak;

import io.nomadflink.benchmarks.ChildProcess;
import io.nomadflink.benchmarks.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A long run under a steady load, with a fault every few minutes. */
final class Soak {
    /** A small heap: a leak would show as an OutOfMemoryError, too. */
    private static final List<String> CONSUMER =
            List.of(
                    "-Xms512m",
                    "-Xmx512m",
                    "-XX:+AlwaysPreTouch",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData");

    private static final List<String> SERVER =
            List.of("-Xmx2g", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private static final Fault[] FAULTS = Fault.values();

    private final Duration duration;
    private final double rate;
    private final Path recording;
    private final Path scratch;
    private final Progress progress;
    private final List<SoakSample> samples = new ArrayList<>();
    private int faults;

    /**
     * @param rate events per second
     * @param recording that events are made of
     * @param scratch for results, state and logs
     */
    Soak(Duration duration, double rate, Path recording, Path scratch, Progress progress) {
        if (duration.compareTo(Duration.ofSeconds(20)) < 0) {
            throw new IllegalArgumentException(
                    "a soak takes at least 20 s, not " + duration.toMillis() + " ms");
        }
        this.duration = duration;
        this.rate = rate;
        this.recording = recording;
        this.scratch = scratch;
        this.progress = progress;
    }

    SoakResult run() throws IOException, InterruptedException {
        File log = scratch.resolve("bench.log").toFile();
        try (ChildProcess server =
                ChildProcess.start(
                        "the simulated cluster",
                        ChildProcess.command(
                                SERVER,
                                SoakServer.class,
                                recording.toString(),
                                Double.toString(rate)),
                        log)) {
            String address = server.answer();
            try (ChildProcess consumer =
                    ChildProcess.start(
                            "the jobs",
                            ChildProcess.command(
                                    CONSUMER,
                                    SoakConsumer.class,
                                    address,
                                    scratch.toString(),
                                    Long.toString(kept().toSeconds())),
                            log)) {
                return run(server, consumer);
            }
        }
    }

    /** So short that the state has its full size soon; longer than any fault. */
    private Duration kept() {
        Duration part = duration.dividedBy(6);
        Duration longest = Duration.ofMinutes(2);
        return part.compareTo(longest) < 0 ? part : longest;
    }

    private SoakResult run(ChildProcess server, ChildProcess consumer)
            throws IOException, InterruptedException {
        ask(server, "begin");
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        long sampled = began;
        long failed = began;
        for (long now; (now = System.nanoTime()) < end; Thread.sleep(20)) {
            if (now - sampled >= sampleInterval()) {
                sampled = now;
                sample(consumer, (now - began) / 1e9);
            }
            if (now - failed >= faultInterval()) {
                failed = now;
                fault(server, consumer);
            }
        }
        String[] published = ask(server, "end").split(" ");
        double seconds = (System.nanoTime() - began) / 1e9;
        ask(consumer, "end " + published[1]);
        progress.end();
        String[] compared = ask(server, "compare " + scratch.resolve("results.db")).split(" ", 2);
        Verdict verdict = Verdict.of(samples);
        return new SoakResult(
                seconds,
                Long.parseLong(published[0]),
                faults,
                Integer.parseInt(compared[0]),
                compared[1],
                verdict.flat(),
                verdict.findings(),
                List.copyOf(samples));
    }

    private long sampleInterval() {
        return between(Duration.ofSeconds(1), duration.dividedBy(60), Duration.ofSeconds(30));
    }

    private long faultInterval() {
        return between(Duration.ofSeconds(4), duration.dividedBy(18), Duration.ofSeconds(150));
    }

    private static long between(Duration least, Duration value, Duration most) {
        return Math.max(least.toNanos(), Math.min(value.toNanos(), most.toNanos()));
    }

    private void sample(ChildProcess consumer, double seconds) throws IOException {
        SoakSample sample = SoakSample.read(ask(consumer, "sample"));
        samples.add(sample);
        progress.tell(
                "%.0f of %.0f s: %,d events, lag %.0f ms (largest %.0f), heap %.0f MB, resident %.0f MB,"
                        + " %d threads, %d gaps, %d faults",
                seconds,
                duration.toMillis() / 1e3,
                sample.events(),
                sample.lagMs(),
                sample.largestLagMs(),
                sample.heapBytes() / 1e6,
                sample.rssBytes() / 1e6,
                sample.threads(),
                sample.gaps(),
                faults);
    }

    private void fault(ChildProcess server, ChildProcess consumer) throws IOException {
        Fault fault = FAULTS[faults++ % FAULTS.length];
        if (fault == Fault.JOB) {
            ask(consumer, "fail");
        } else {
            ask(server, "fault " + fault);
        }
    }

    private static String ask(ChildProcess process, String order) throws IOException {
        process.order(order);
        return process.answer();
    }
}
