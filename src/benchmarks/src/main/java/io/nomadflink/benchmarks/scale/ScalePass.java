package io.nomadflink.benchmarks.scale;

import io.nomadflink.benchmarks.ChildProcess;
import io.nomadflink.benchmarks.Cores;
import io.nomadflink.benchmarks.WarmUp;
import io.nomadflink.benchmarks.consumer.Consumer;
import io.nomadflink.benchmarks.consumer.Pass;
import io.nomadflink.benchmarks.report.Median;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One way to consume one made stream, warm, in a process of its own. */
final class ScalePass {
    private static final List<String> CONSUMER =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private static final List<String> SERVER = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private final Cores cores;
    private final double warmUpShare;
    private final int passes;

    /**
     * @param warmUpShare CPU seconds
     */
    ScalePass(Cores cores, double warmUpShare, int passes) {
        this.cores = cores;
        this.warmUpShare = warmUpShare;
        this.passes = passes;
    }

    /**
     * @param server its main class and arguments
     * @return CPU time for each event, µs
     */
    double microsPerEvent(
            Path scratch, String way, long events, Class<?> server, String... arguments)
            throws IOException {
        File log = scratch.resolve("bench.log").toFile();
        try (ChildProcess serving =
                        ChildProcess.start(
                                "the server",
                                cores.server(ChildProcess.command(SERVER, server, arguments)),
                                log);
                ChildProcess consumer = consumer(way, serving.answer(), events, scratch, log)) {
            WarmUp warmUp = new WarmUp(0, warmUpShare);
            while (!warmUp.isOver()) {
                warmUp.add(pass(consumer));
            }
            double[] seconds = new double[passes];
            for (int i = 0; i < passes; i++) {
                seconds[i] = pass(consumer);
            }
            Arrays.sort(seconds);
            return Median.of(seconds) * 1e6 / events;
        }
    }

    private ChildProcess consumer(String way, String port, long events, Path scratch, File log)
            throws IOException {
        return ChildProcess.start(
                way,
                cores.consumer(
                        ChildProcess.command(
                                CONSUMER,
                                Consumer.class,
                                way,
                                port,
                                Long.toString(events),
                                "0",
                                scratch.toString())),
                log);
    }

    private static double pass(ChildProcess consumer) throws IOException {
        consumer.order("go");
        return Pass.of(consumer.answer()).cpuSeconds();
    }
}
