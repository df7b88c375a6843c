package io.nomadflink.benchmarks.latency;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** Looks again and again which deployments another connection can see, and since when. */
final class CommittedRows {
    private static final long INTERVAL_MS = 5;
    private static final String NEW_ROWS =
            "select rowid, deployment_id from deployment_duration where rowid > ?";

    private final Path database;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::look, "committed-rows");

    CommittedRows(Path database) {
        this.database = database;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void awaitAll(Map<String, Long> deployments) throws InterruptedException {
        while (!seen.keySet().containsAll(deployments.keySet())) {
            if (!thread.isAlive()) {
                throw new IllegalStateException("rows could not be read; see the log");
            }
            Thread.sleep(INTERVAL_MS);
        }
        thread.interrupt();
    }

    /** From when a deployment's first event was due to when its row was there, ns. */
    Histogram latencies(Schedule schedule, Map<String, Long> deployments, long skipped) {
        Histogram histogram = new Histogram(3);
        deployments.forEach(
                (id, before) -> {
                    if (before >= skipped) {
                        histogram.recordValue(Math.max(0, seen.get(id) - schedule.due(before)));
                    }
                });
        return histogram;
    }

    private void look() {
        try {
            while (Files.notExists(database) || !hasTable()) {
                Thread.sleep(INTERVAL_MS);
            }
            try (Connection connection = connect();
                    PreparedStatement query = connection.prepareStatement(NEW_ROWS)) {
                for (long last = 0; ; Thread.sleep(INTERVAL_MS)) {
                    last = look(query, last);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("reading rows", e);
        }
    }

    private long look(PreparedStatement query, long after) throws SQLException {
        query.setLong(1, after);
        long last = after;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                last = Math.max(last, rows.getLong(1));
                seen.put(rows.getString(2), System.nanoTime());
            }
        }
        return last;
    }

    private boolean hasTable() throws SQLException {
        try (Connection connection = connect();
                ResultSet tables =
                        connection
                                .getMetaData()
                                .getTables(null, null, "deployment_duration", null)) {
            return tables.next();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }
}
