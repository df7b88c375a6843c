package io.nomadflink.benchmarks.soak;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What happened to jobs and deployments, to be compared with result tables. */
final class ChurnTruth {
    private static final String GOING_ON = "running";

    private final long[] placed = new long[Churn.JOBS];
    private final long[] failed = new long[Churn.JOBS];
    private final long[] complete = new long[Churn.JOBS];
    private final Map<String, String> deployments = new HashMap<>();

    void placed(int job, int more) {
        placed[job] += more;
    }

    void ended(int job, int moreFailed, int moreComplete) {
        failed[job] += moreFailed;
        complete[job] += moreComplete;
    }

    void deploying(String id) {
        deployments.put(id, GOING_ON);
    }

    void deployed(String id, String status, long nanos) {
        deployments.put(id, ended(status, Math.round(nanos / 1e6)));
    }

    /**
     * @return what is different, empty if nothing is
     */
    List<String> differences(Path database) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            compare(expectedSums(), sums(statement), differences);
            compare(deployments, deployments(statement), differences);
            compare(Map.of("gaps", "0"), gaps(statement), differences);
        }
        return differences;
    }

    private static void compare(
            Map<String, String> expected, Map<String, String> found, List<String> differences) {
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            if (!String.valueOf(expected.get(name)).equals(found.get(name))) {
                differences.add(
                        name + ": " + expected.get(name) + ", but found " + found.get(name));
            }
        }
    }

    private Map<String, String> expectedSums() {
        Map<String, String> expected = new HashMap<>();
        for (int job = 0; job < Churn.JOBS; job++) {
            if (placed[job] > 0) {
                String name = String.format("job-%06d", job);
                expected.put(name, sums(placed[job], failed[job], complete[job], 0));
            }
        }
        return expected;
    }

    private static Map<String, String> sums(Statement statement) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "select job_id, sum(placed), sum(failed), sum(completed), sum(lost)"
                                + " from allocation_failure_rate group by job_id")) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        sums(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
            }
        }
        return found;
    }

    private static Map<String, String> deployments(Statement statement) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "select deployment_id, status, duration_ms from deployment_duration")) {
            while (rows.next()) {
                String status = rows.getString(2);
                long millis = rows.getLong(3);
                found.put(
                        rows.getString(1),
                        status.equals(GOING_ON) ? GOING_ON : ended(status, millis));
            }
        }
        return found;
    }

    private static Map<String, String> gaps(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from stream_gap")) {
            return Map.of("gaps", rows.getString(1));
        }
    }

    private static String ended(String status, long millis) {
        return status + " after " + millis + " ms";
    }

    private static String sums(long placed, long failed, long complete, long lost) {
        return placed
                + " placed, "
                + failed
                + " failed, "
                + complete
                + " complete, "
                + lost
                + " lost";
    }
}
