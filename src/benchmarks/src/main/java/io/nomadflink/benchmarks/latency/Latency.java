package io.nomadflink.benchmarks.latency;

import io.nomadflink.benchmarks.ChildProcess;
import io.nomadflink.benchmarks.Cores;
import io.nomadflink.benchmarks.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long events take at a steady rate: to the record, and to the committed row. */
public final class Latency {
    /** Server and consumer do not share a core; SerialGC has the longest pauses, and they count. */
    private static final List<String> OPTIONS =
            List.of("-Xms1500m", "-Xmx1500m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private final Setting setting;
    private final Cores cores;
    private final double rate;
    private final long skipped;
    private final long events;

    /**
     * @param rate events per second
     */
    public Latency(Setting setting, Cores cores, double rate) {
        this.setting = setting;
        this.cores = cores;
        this.rate = rate;
        this.skipped = (long) (rate * (setting.quick() ? 15 : 30));
        this.events = skipped + (long) (rate * (setting.quick() ? 15 : 60));
    }

    public void run() throws IOException {
        System.out.println(cores);
        System.out.printf(
                "%,.0f events/s by schedule, %.0f s measured after %.0f s of warm-up; from when a frame is due%n%n",
                rate, (events - skipped) / rate, skipped / rate);
        System.out.printf(
                "%-28s %8s %8s %8s %8s %8s %8s%n",
                "ms", "count", "p50", "p90", "p99", "p99.9", "max");
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("rate_events_per_s", rate);
        results.put("record", measured("records", "to the emitted record"));
        results.put("row", measured("rows", "to the row, 1 s checkpoints"));
        setting.writeJson(Map.of("latency", results));
    }

    private Latencies measured(String what, String title) throws IOException {
        Path scratch = setting.scratch("latency");
        File log = scratch.resolve("bench.log").toFile();
        try (ChildProcess server = server(log)) {
            Latencies found = consume(what, server, scratch, log);
            System.out.printf(
                    "%-28s %,8d %8.2f %8.2f %8.2f %8.2f %8.2f%n",
                    title,
                    found.count(),
                    found.p50Ms(),
                    found.p90Ms(),
                    found.p99Ms(),
                    found.p999Ms(),
                    found.maxMs());
            return found;
        }
    }

    private ChildProcess server(File log) throws IOException {
        return ChildProcess.start(
                "the server",
                cores.server(
                        ChildProcess.command(
                                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                PacedServer.class,
                                setting.recording().toString(),
                                Double.toString(rate),
                                Long.toString(events))),
                log);
    }

    private Latencies consume(String what, ChildProcess server, Path scratch, File log)
            throws IOException {
        try (ChildProcess consumer =
                ChildProcess.start(
                        what,
                        cores.consumer(
                                ChildProcess.command(
                                        OPTIONS,
                                        LatencyConsumer.class,
                                        what,
                                        server.answer(),
                                        Double.toString(rate),
                                        Long.toString(events),
                                        Long.toString(skipped),
                                        scratch.toString())),
                        log)) {
            consumer.answer();
            consumer.order(server.answer());
            return Latencies.read(consumer.answer());
        }
    }
}
