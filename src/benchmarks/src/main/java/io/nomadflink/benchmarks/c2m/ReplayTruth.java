package io.nomadflink.benchmarks.c2m;

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

/** Compares the result table with what was generated, job by job. */
final class ReplayTruth {
    private static final String SUMS =
            "select job_id, sum(placed), sum(failed), sum(completed), sum(lost)"
                    + " from allocation_failure_rate group by job_id";

    private ReplayTruth() {}

    /**
     * @return what is different, empty if nothing is
     */
    static List<String> differences(Scale scale, Path database) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SUMS)) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        text(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
            }
        }
        return differences(scale, found);
    }

    private static List<String> differences(Scale scale, Map<String, String> found) {
        List<String> differences = new ArrayList<>();
        for (int job = 0; job < scale.jobs(); job++) {
            String name = String.format("job-%06d", job);
            long failed = scale.count(job, Scale.Outcome.FAILED);
            long complete = scale.count(job, Scale.Outcome.COMPLETE);
            long placed = failed + complete + scale.count(job, Scale.Outcome.RUNNING);
            String expected = text(placed, failed, complete, 0);
            if (!expected.equals(found.get(name))) {
                differences.add(name + ": " + expected + ", but found " + found.get(name));
            }
        }
        return differences;
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
