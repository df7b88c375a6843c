package io.nomadflink.benchmarks;

import io.nomadflink.benchmarks.consumer.Consumer;
import io.nomadflink.benchmarks.consumer.Pass;
import io.nomadflink.benchmarks.corpus.Corpus;
import io.nomadflink.benchmarks.corpus.CorpusServer;
import io.nomadflink.benchmarks.report.Measured;
import io.nomadflink.benchmarks.report.Result;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ways of consuming one corpus, measured in turns, each in a process that stays warm. */
final class Measurement implements Closeable {
    /** Of every consumer. */
    static final List<String> OPTIONS =
            List.of("-Xms1500m", "-Xmx1500m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private final Corpus corpus;
    private final Map<String, ChildProcess> consumers = new LinkedHashMap<>();
    private final Map<String, List<Pass>> passes = new LinkedHashMap<>();
    private final Map<String, WarmUp> warmUps = new HashMap<>();
    private final ChildProcess server;

    /**
     * @param databases JDBC URLs by way, for those that need one
     */
    Measurement(
            Corpus corpus,
            List<String> ways,
            Map<String, String> databases,
            Cores cores,
            Path scratch)
            throws IOException {
        this.corpus = corpus;
        File log = scratch.resolve("bench.log").toFile();
        server =
                ChildProcess.start(
                        "the server",
                        cores.server(
                                ChildProcess.command(
                                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                                        CorpusServer.class,
                                        corpus.file().toString())),
                        log);
        String port = server.answer();
        for (String way : ways) {
            List<String> command =
                    ChildProcess.command(
                            OPTIONS,
                            Consumer.class,
                            way,
                            port,
                            Long.toString(corpus.events()),
                            Long.toString(corpus.bytes()),
                            scratch.toString(),
                            databases.getOrDefault(way, ""));
            consumers.put(way, ChildProcess.start(way, cores.consumer(command), log));
            passes.put(way, new ArrayList<>());
        }
    }

    /** Runs a way again and again until it is warm, and forgets how long it took. */
    void warmUp(String way, WarmUp warmUp) throws IOException {
        while (!warmUp.isOver()) {
            warmUp.add(pass(consumers.get(way)).cpuSeconds());
        }
        warmUps.put(way, warmUp);
    }

    /** Runs each way once. */
    void measure() throws IOException {
        for (Map.Entry<String, ChildProcess> consumer : consumers.entrySet()) {
            passes.get(consumer.getKey()).add(pass(consumer.getValue()));
        }
    }

    private static Pass pass(ChildProcess consumer) throws IOException {
        consumer.order("go");
        return Pass.of(consumer.answer());
    }

    List<Result> results() {
        List<Measured> measured = new ArrayList<>();
        passes.forEach(
                (way, itsPasses) -> {
                    WarmUp warmUp = warmUps.get(way);
                    measured.add(new Measured(way, itsPasses, warmUp.passes(), warmUp.isSettled()));
                });
        return Result.of(corpus, measured);
    }

    @Override
    public void close() throws IOException {
        for (ChildProcess consumer : consumers.values()) {
            consumer.close();
        }
        server.close();
    }
}
