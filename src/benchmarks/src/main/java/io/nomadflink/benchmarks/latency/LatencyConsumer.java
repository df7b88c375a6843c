package io.nomadflink.benchmarks.latency;

import io.nomadflink.benchmarks.consumer.BenchJobs;
import io.nomadflink.benchmarks.consumer.ObservedEvents;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSinks;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A process that reads a paced stream to its end, is then told when it began, and answers how late
 * everything was.
 */
final class LatencyConsumer {
    private LatencyConsumer() {}

    /** {@code records} or {@code rows}, port, events per second, events, those to skip, scratch. */
    public static void main(String[] args) throws Exception {
        PrintStream results = System.out;
        System.setOut(System.err);
        String address = "http://127.0.0.1:" + args[1];
        double rate = Double.parseDouble(args[2]);
        Arrivals arrivals = new Arrivals(Long.parseLong(args[3]));
        long skipped = Long.parseLong(args[4]);
        Path database = Path.of(args[5], "results.db");
        ObservedEvents.observe(arrivals);
        CommittedRows rows = new CommittedRows(database);
        boolean toRows = args[0].equals("rows");
        if (toRows) {
            rows.start();
            jobs(address, database);
        } else {
            source(address);
        }
        arrivals.awaitLast();
        if (toRows) {
            rows.awaitAll(arrivals.deployments());
        }
        results.println("done");
        results.flush();
        Schedule schedule = new Schedule(order(), rate);
        Histogram latencies =
                toRows
                        ? rows.latencies(schedule, arrivals.deployments(), skipped)
                        : arrivals.latencies(schedule, skipped);
        results.println(Latencies.of(latencies).written());
        results.flush();
        System.exit(0);
    }

    private static long order() throws Exception {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        return Long.parseLong(orders.readLine());
    }

    private static void source(String address) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, BenchJobs.configuration());
        BenchJobs.discard(env, BenchJobs.allTopics(address, false));
        env.executeAsync("latency");
    }

    private static void jobs(String address, Path database) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, BenchJobs.configuration(database.getParent(), Duration.ofSeconds(1)));
        BenchJobs.results(
                env,
                BenchJobs.topicsOfJobs(address),
                ResultOptions.to(ResultSinks.of("sqlite:" + database)));
        env.executeAsync("latency");
    }
}
