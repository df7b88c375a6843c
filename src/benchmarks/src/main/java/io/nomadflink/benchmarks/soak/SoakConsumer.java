package io.nomadflink.benchmarks.soak;

import io.nomadflink.benchmarks.consumer.BenchJobs;
import io.nomadflink.benchmarks.consumer.Cluster;
import io.nomadflink.benchmarks.consumer.Memory;
import io.nomadflink.benchmarks.consumer.ObservedEvents;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSinks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A process with both jobs that obeys: sample, fail, end at an index. */
final class SoakConsumer {
    private final SoakObserver observer = new SoakObserver();
    private final Path scratch;
    private final long began = System.nanoTime();
    private final Cluster cluster = new Cluster();
    private JobID job;

    private SoakConsumer(Path scratch) {
        this.scratch = scratch;
    }

    /** Address, scratch directory, and the seconds that results and tombstones are kept. */
    public static void main(String[] args) throws Exception {
        PrintStream results = System.out;
        System.setOut(System.err);
        SoakConsumer consumer = new SoakConsumer(Path.of(args[1]));
        consumer.start(args[0], Duration.ofSeconds(Long.parseLong(args[2])));
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order; (order = orders.readLine()) != null; ) {
            results.println(consumer.obey(order.split(" ")));
            results.flush();
        }
        System.exit(0);
    }

    /** What is kept must not grow with the length of the run, so it is kept for a shorter time. */
    private void start(String address, Duration kept) throws Exception {
        ObservedEvents.observe(observer);
        Configuration configuration = BenchJobs.configuration(scratch, Duration.ofSeconds(1));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment env = BenchJobs.environment(configuration);
        BenchJobs.results(
                env,
                BenchJobs.topicsOfJobs(address),
                ResultOptions.to(ResultSinks.of("sqlite:" + scratch.resolve("results.db")))
                        .withWindow(Duration.ofSeconds(10))
                        .withAllowedLateness(kept)
                        .withRetention(kept));
        job = cluster.submit(env);
    }

    private String obey(String[] order) throws Exception {
        return switch (order[0]) {
            case "sample" -> sample().written();
            case "fail" -> fail();
            case "end" -> end(Long.parseLong(order[1]));
            default -> throw new IOException("no order: " + order[0]);
        };
    }

    private SoakSample sample() throws IOException {
        Histogram lags = observer.lags();
        return new SoakSample(
                (System.nanoTime() - began) / 1e9,
                observer.events(),
                Memory.heapAfterCollection(),
                Memory.rss(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                lags.getValueAtPercentile(50) / 1e6,
                lags.getMaxValue() / 1e6,
                observer.gaps());
    }

    private String fail() {
        observer.failSoon();
        return "failing";
    }

    private String end(long index) throws Exception {
        while (observer.lastIndex() < index) {
            Thread.sleep(50);
        }
        cluster.stop(job, scratch.resolve("savepoints"));
        cluster.awaitEnd(job);
        return "ended";
    }
}
