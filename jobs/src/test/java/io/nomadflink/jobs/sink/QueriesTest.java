package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries that come with the project run on both databases and find what is there. */
class QueriesTest {
    private static final Path QUERIES = Path.of(System.getProperty("conf"), "queries");
    private static final Instant T0 = Instant.parse("2026-01-02T03:04:00Z");
    private static final Instant T1 = T0.plusSeconds(60);

    private static EmbeddedPostgres server;
    private static Connection sqlite;
    private static Connection postgres;

    @BeforeAll
    static void fill() throws Exception {
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
        server = EmbeddedPostgres.start();
        postgres = server.getPostgresDatabase().getConnection();
        for (Dialect dialect : Dialect.values()) {
            fill(dialect);
        }
    }

    @AfterAll
    static void close() throws Exception {
        sqlite.close();
        postgres.close();
        server.close();
    }

    static List<String> queries() {
        try (Stream<Path> files = Files.list(QUERIES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void findsRowsInBoth(String name) throws Exception {
        List<List<String>> inSqlite = run(sqlite, name);
        List<List<String>> inPostgres = run(postgres, name);

        assertThat(inSqlite).isNotEmpty();
        assertThat(inPostgres).hasSameSizeAs(inSqlite);
        assertThat(inPostgres.get(0)).as("columns").isEqualTo(inSqlite.get(0));
        assertThat(inSqlite.size()).as("rows beside the head").isGreaterThan(1);
    }

    @Test
    void failingGroupsAddUpWindows() throws Exception {
        for (Connection database : List.of(sqlite, postgres)) {
            List<String> worst = run(database, "failing-groups.sql").get(1);
            assertThat(worst.subList(0, 5)).containsExactly("default", "web", "api", "5", "20");
            assertThat(Double.parseDouble(worst.get(5))).isEqualTo(25.0);
        }
    }

    @Test
    void failureRateOverTimeAddsUpJobs() throws Exception {
        for (Connection database : List.of(sqlite, postgres)) {
            List<List<String>> rows = run(database, "failure-rate-over-time.sql");
            assertThat(rows).hasSize(3);
            assertThat(rows.get(2).subList(2, 5)).containsExactly("20", "3", "1");
            assertThat(Double.parseDouble(rows.get(2).get(5))).isEqualTo(15.0);
        }
    }

    @Test
    void slowestComeFirst() throws Exception {
        for (Connection database : List.of(sqlite, postgres)) {
            List<List<String>> rows = run(database, "slowest-deployments.sql");
            assertThat(rows.stream().skip(1).map(row -> row.get(0))).containsExactly("d2", "d1");
            assertThat(Double.parseDouble(rows.get(1).get(6))).isEqualTo(90.0);
        }
    }

    @Test
    void onlyRunningDeployments() throws Exception {
        for (Connection database : List.of(sqlite, postgres)) {
            List<List<String>> rows = run(database, "running-deployments.sql");
            assertThat(rows.stream().skip(1).map(row -> row.get(0))).containsExactly("d3");
        }
    }

    private static void fill(Dialect dialect) throws SQLException {
        for (Table table : Tables.ALL) {
            try (Statement statement = connection(dialect).createStatement()) {
                statement.execute(Sql.createTable(table, dialect));
            }
        }
        Table rate = Tables.ALLOCATION_FAILURE_RATE;
        insert(dialect, rate, "global", "default", "web", "api", T0, T1, 10L, 10L, 0L, 2L, 1L, 0.2);
        insert(dialect, rate, "global", "team", "etl", "load", T0, T1, 10L, 4L, 3L, 1L, 0L, 0.1);
        insert(
                dialect,
                rate,
                "global",
                "default",
                "web",
                "api",
                T1,
                T1.plusSeconds(60),
                10L,
                10L,
                0L,
                3L,
                0L,
                0.3);
        deployment(dialect, "d1", "successful", T0.plusSeconds(30), 30_000L);
        deployment(dialect, "d2", "failed", T0.plusSeconds(90), 90_000L);
        deployment(dialect, "d3", "running", null, null);
        insert(
                dialect,
                Tables.DEPLOYMENT_DURATION_STATS,
                "global",
                "default",
                "web",
                "failed",
                T0,
                T1,
                1L,
                90_000L,
                90_000L,
                90_000L,
                90_000L);
        insert(
                dialect,
                Tables.STREAM_GAP,
                "global",
                "*",
                "Allocation",
                7L,
                9L,
                T0,
                "SERVER_RESTART",
                false);
    }

    private static void deployment(
            Dialect dialect, String id, String status, Instant end, Long duration)
            throws SQLException {
        insert(
                dialect,
                Tables.DEPLOYMENT_DURATION,
                id,
                "global",
                "default",
                "web",
                3L,
                status,
                T0,
                end,
                duration,
                0L,
                5_000L,
                null,
                2L,
                2L,
                2L,
                0L,
                0L,
                true,
                true);
    }

    private static void insert(Dialect dialect, Table table, Object... values) throws SQLException {
        try (PreparedStatement statement =
                connection(dialect).prepareStatement(Sql.upsert(table))) {
            for (int i = 0; i < values.length; i++) {
                dialect.bind(statement, i + 1, table.columns().get(i).type(), values[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static Connection connection(Dialect dialect) {
        return dialect == Dialect.SQLITE ? sqlite : postgres;
    }

    /** The names of the columns and then the rows. */
    private static List<List<String>> run(Connection database, String name) throws Exception {
        String sql = Files.readString(QUERIES.resolve(name));
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            List<String> head = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                head.add(row.getMetaData().getColumnLabel(i));
            }
            rows.add(head);
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(row.getString(i));
                }
                rows.add(cells);
            }
        }
        return rows;
    }
}
