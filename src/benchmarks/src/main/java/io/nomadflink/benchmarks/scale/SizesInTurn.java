package io.nomadflink.benchmarks.scale;

import io.nomadflink.benchmarks.ChildProcess;
import io.nomadflink.benchmarks.Cores;
import io.nomadflink.benchmarks.WarmUp;
import io.nomadflink.benchmarks.consumer.Consumer;
import io.nomadflink.benchmarks.consumer.Pass;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Made streams of several sizes, each with a server and a consumer of its own that stay, measured
 * in turns, so that what slows the machine for a while slows all sizes.
 */
final class SizesInTurn implements Closeable {
    private static final List<String> CONSUMER =
            List.of("-Xms1500m", "-Xmx1500m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private static final List<String> SERVER = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private final Cores cores;
    private final double warmUpShare;
    private final int passes;
    private final List<Row> rows = new ArrayList<>();

    private record Row(
            String size,
            long events,
            ChildProcess server,
            ChildProcess consumer,
            List<Double> micros) {}

    /**
     * @param warmUpShare CPU seconds
     */
    SizesInTurn(Cores cores, double warmUpShare, int passes) {
        this.cores = cores;
        this.warmUpShare = warmUpShare;
        this.passes = passes;
    }

    /**
     * @param server its main class and arguments
     */
    void add(
            String size,
            Path scratch,
            String way,
            long events,
            Class<?> server,
            String... arguments)
            throws IOException {
        File log = scratch.resolve("bench.log").toFile();
        ChildProcess serving =
                ChildProcess.start(
                        "the server",
                        cores.server(ChildProcess.command(SERVER, server, arguments)),
                        log);
        String port = serving.answer();
        List<String> command =
                ChildProcess.command(
                        CONSUMER,
                        Consumer.class,
                        way,
                        port,
                        Long.toString(events),
                        "0",
                        scratch.toString());
        ChildProcess consumer = ChildProcess.start(way, cores.consumer(command), log);
        rows.add(new Row(size, events, serving, consumer, new ArrayList<>()));
    }

    /** CPU time for each event, µs. */
    void measure(Series series) throws IOException {
        for (Row row : rows) {
            WarmUp warmUp = new WarmUp(0, warmUpShare);
            while (!warmUp.isOver()) {
                warmUp.add(pass(row));
            }
        }
        for (int i = 0; i < passes; i++) {
            for (Row row : rows) {
                row.micros().add(pass(row) * 1e6 / row.events());
            }
        }
        rows.forEach(row -> series.add(row.size(), row.micros()));
    }

    private static double pass(Row row) throws IOException {
        row.consumer().order("go");
        return Pass.of(row.consumer().answer()).cpuSeconds();
    }

    @Override
    public void close() throws IOException {
        for (Row row : rows) {
            row.consumer().close();
            row.server().close();
        }
    }
}
