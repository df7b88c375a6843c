package io.nomadflink.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server for the ways that write into one, away from the consumers' core. */
final class Databases implements Closeable {
    private final ChildProcess postgres;
    private final Map<String, String> urls;

    Databases(Cores cores, Path scratch, boolean wanted) throws IOException {
        if (!wanted) {
            postgres = null;
            urls = Map.of();
            return;
        }
        postgres =
                ChildProcess.start(
                        "PostgreSQL",
                        cores.server(
                                ChildProcess.command(
                                        List.of("-Xmx128m", "-XX:+UseSerialGC"),
                                        PostgresProcess.class,
                                        scratch.resolve("postgres").toString())),
                        scratch.resolve("bench.log").toFile());
        urls = Map.of("jobs-postgresql", postgres.answer());
    }

    Map<String, String> urls() {
        return urls;
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
