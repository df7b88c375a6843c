package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.corpus.EventTemplate;
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

/** Compares the result tables with what was generated, job by job. */
final class ReplayTruth {
    private static final String SUMS =
            "select job_id, sum(placed), sum(failed), sum(completed), sum(lost)"
                    + " from allocation_failure_rate group by job_id";

    private static final String DEPLOYMENTS =
            "select deployment_id, job_id, status, duration_ms from deployment_duration";

    private ReplayTruth() {}

    /**
     * @return what is different, empty if nothing is
     */
    static List<String> differences(Scale scale, Path database) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            Map<String, String> sums = sums(statement);
            Map<String, String> deployments = deployments(statement);
            for (int job = 0; job < scale.jobs(); job++) {
                String name = name(job);
                compare(name, expectedSums(scale, job), sums.remove(name), differences);
                if (scale.deployments()) {
                    String id = EventTemplate.uuid(deployment(job));
                    String found = deployments.remove(id);
                    compare(id, expectedDeployment(scale, job), found, differences);
                }
            }
            sums.forEach((name, found) -> compare(name, null, found, differences));
            deployments.forEach((id, found) -> compare(id, null, found, differences));
        }
        return differences;
    }

    /** The number of a job's deployment, from which its ID is made. */
    static int deployment(int job) {
        return -1 - job;
    }

    private static void compare(
            String what, String expected, String found, List<String> differences) {
        if (expected == null || !expected.equals(found)) {
            differences.add(what + ": " + expected + ", but found " + found);
        }
    }

    private static Map<String, String> sums(Statement statement) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(SUMS)) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        text(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
            }
        }
        return found;
    }

    private static String expectedSums(Scale scale, int job) {
        long failed = scale.count(job, Scale.Outcome.FAILED);
        long complete = scale.count(job, Scale.Outcome.COMPLETE);
        long placed = failed + complete + scale.count(job, Scale.Outcome.RUNNING);
        return text(placed, failed, complete, 0);
    }

    private static Map<String, String> deployments(Statement statement) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(DEPLOYMENTS)) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        deployment(rows.getString(2), rows.getString(3), rows.getLong(4)));
            }
        }
        return found;
    }

    private static String expectedDeployment(Scale scale, int job) {
        long nanos = Replay.time(scale.last(job), 2) - Replay.time(job * scale.ofAJob(), 0);
        return deployment(
                name(job),
                scale.isDeploymentFailed(job) ? "failed" : "successful",
                Math.round(nanos / 1e6));
    }

    private static String name(int job) {
        return String.format("job-%06d", job);
    }

    private static String deployment(String job, String status, long millis) {
        return "deployment of " + job + ", " + status + ", " + millis + " ms";
    }

    private static String text(long placed, long failed, long complete, long lost) {
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
