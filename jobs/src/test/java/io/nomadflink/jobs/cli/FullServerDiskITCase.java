package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nomadflink.jobs.sink.SqlTables;
import io.nomadflink.jobs.sink.Table;
import io.nomadflink.jobs.sink.Tables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under a PostgreSQL server is full for a while: as {@link FullDiskITCase}. */
class FullServerDiskITCase {
    /** A new server takes 40 MB, and a segment of its log 16 MB. */
    private static final int MEGABYTES = 100;

    /** Each row takes more room than is left in pages that were written before. */
    private static final String AUDIT =
            """
            CREATE TABLE audit (entry text);
            ALTER TABLE audit ALTER COLUMN entry SET STORAGE EXTERNAL;
            CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO audit VALUES (repeat('x', 50000));
              RETURN NULL;
            END $$;
            CREATE TRIGGER audited AFTER INSERT OR UPDATE ON deployment_duration
              FOR EACH ROW EXECUTE FUNCTION audit();
            """;

    @TempDir Path directory;
    private Path filler;

    @Test
    void underPostgresql() throws Exception {
        DisturbedRun.Truth truth = DisturbedRun.Truth.in(directory);
        Path files = directory.resolve("files");
        try (MountedDisk disk = MountedDisk.at(directory.resolve("disk"), MEGABYTES)) {
            assumeThat(disk).as("a test that runs as root may mount a disk").isNotNull();
            try (EmbeddedPostgres server = server(disk.directory().resolve("data"))) {
                String url = "//postgres@localhost:" + server.getPort() + "/postgres";
                try (DisturbedRun run =
                        new DisturbedRun(
                                directory, List.of(), "jdbc:postgresql:" + url, "files:" + files)) {
                    run.disturb(
                            files,
                            truth,
                            () -> {
                                execute(server, AUDIT);
                                filler = disk.fill();
                            },
                            () -> Files.delete(filler));
                    run.stop(run.process().handle());
                }
                assertTables(server, directory.resolve("undisturbed.db"));
            }
        }
    }

    private static void assertTables(EmbeddedPostgres server, Path undisturbed) throws Exception {
        try (Connection found = server.getPostgresDatabase().getConnection();
                Connection expected = DriverManager.getConnection("jdbc:sqlite:" + undisturbed)) {
            for (Table table : Tables.ALL) {
                assertThat(SqlTables.rows(found, table))
                        .as(table.name())
                        .isEqualTo(SqlTables.rows(expected, table));
            }
        }
    }

    private static void execute(EmbeddedPostgres server, String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static EmbeddedPostgres server(Path data) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(data).start();
    }
}
