package io.nomadflink.jobs.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The newest rows of a SQLite database of results, as text to look at. */
public final class LatestResults {
    private static final String FAILURES =
            "SELECT substr(window_start, 12, 8), substr(window_end, 12, 8), namespace, job_id,"
                    + " task_group, active, placed, failed, failure_rate"
                    + " FROM allocation_failure_rate ORDER BY window_start DESC, failed DESC,"
                    + " namespace, job_id, task_group LIMIT ";
    private static final String DEPLOYMENTS =
            "SELECT substr(started_at, 12, 8), namespace, job_id, job_version, status, duration_ms,"
                    + " healthy, desired FROM deployment_duration"
                    + " ORDER BY started_at DESC, deployment_id LIMIT ";

    private final Path database;
    private final int rows;

    /**
     * @param rows of each table, at most
     */
    public LatestResults(Path database, int rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Both tables; empty while there is no result at all. */
    public List<String> lines() throws SQLException {
        if (!Files.exists(database)) {
            return List.of();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            TextTable failures = failures(statement);
            TextTable deployments = deployments(statement);
            if (failures.isEmpty() && deployments.isEmpty()) {
                return List.of();
            }
            List<String> lines = new ArrayList<>(failures.lines());
            lines.add("");
            lines.addAll(deployments.lines());
            return lines;
        }
    }

    private TextTable failures(Statement statement) throws SQLException {
        TextTable table =
                new TextTable(
                        "Allocation failures (UTC)",
                        List.of(
                                "from",
                                "to",
                                "namespace",
                                "job",
                                "group",
                                "active",
                                "placed",
                                "failed",
                                "rate"));
        if (isThere(statement, "allocation_failure_rate")) {
            try (ResultSet row = statement.executeQuery(FAILURES + rows)) {
                while (row.next()) {
                    List<String> cells = texts(row, 8);
                    cells.add(percent(row.getDouble(9)));
                    table.row(cells);
                }
            }
        }
        return table;
    }

    private TextTable deployments(Statement statement) throws SQLException {
        TextTable table =
                new TextTable(
                        "Deployments (UTC)",
                        List.of(
                                "started",
                                "namespace",
                                "job",
                                "version",
                                "status",
                                "took",
                                "healthy"));
        if (isThere(statement, "deployment_duration")) {
            try (ResultSet row = statement.executeQuery(DEPLOYMENTS + rows)) {
                while (row.next()) {
                    List<String> cells = texts(row, 5);
                    long millis = row.getLong(6);
                    cells.add(row.wasNull() ? "" : seconds(millis));
                    cells.add(row.getLong(7) + "/" + row.getLong(8));
                    table.row(cells);
                }
            }
        }
        return table;
    }

    private static boolean isThere(Statement statement, String table) throws SQLException {
        String query =
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'";
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            String cell = row.getString(i);
            cells.add(cell == null ? "" : cell);
        }
        return cells;
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.1f %%", rate * 100);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
