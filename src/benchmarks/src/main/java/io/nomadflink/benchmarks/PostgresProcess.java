package io.nomadflink.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;

/** Runs PostgreSQL until standard input ends, and writes its URL. */
final class PostgresProcess {
    private PostgresProcess() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(new File(args[0]))
                        .setCleanDataDirectory(true)
                        .start()) {
            System.out.println(
                    "jdbc:postgresql://postgres@localhost:" + postgres.getPort() + "/postgres");
            while (System.in.read() >= 0) {
                // until whoever started it is gone
            }
        }
    }
}
