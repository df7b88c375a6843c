package io.nomadflink.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveViewTest {
    @TempDir Path directory;

    @Test
    void showsNothingBeforeThereIsAnything() throws Exception {
        assertThat(new LatestResults(directory.resolve("none.db"), 5).lines()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void alignsColumnsNewestFirst() throws Exception {
        fill();

        List<String> lines = new LatestResults(database(), 5).lines();

        assertThat(lines)
                .startsWith(
                        "Allocation failures (UTC)",
                        "  from      to        namespace  job        group  active  placed  failed     rate",
                        "  10:00:10  10:00:20  default    web        api        12       2       3   25.0 %",
                        "  10:00:00  10:00:10  default    long-name  api         1       1       1  100.0 %");
        assertThat(lines)
                .endsWith(
                        "Deployments (UTC)",
                        "  started   namespace  job  version  status       took  healthy",
                        "  10:00:05  default    web        3  running            1/2",
                        "  10:00:01  default    web        2  successful  4.1 s  2/2");
    }

    @Test
    void asManyRowsAsWanted() throws Exception {
        fill();

        assertThat(new LatestResults(database(), 1).lines()).hasSize(7);
    }

    @Test
    void appendsBlocksOrRedrawsATerminal() throws Exception {
        fill();

        assertThat(shown(false)).startsWith("Allocation failures").contains("the footer");
        assertThat(shown(true)).startsWith("\033[H\033[2J").contains("the footer");
    }

    private String shown(boolean terminal) {
        StringWriter out = new StringWriter();
        LatestResults results = new LatestResults(database(), 5);
        LiveView view = new LiveView(results, new PrintWriter(out), terminal, "the footer");
        view.start();
        view.close();
        return out.toString();
    }

    private Path database() {
        return directory.resolve("results.db");
    }

    private void fill() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE allocation_failure_rate(region, namespace, job_id, task_group,"
                            + " window_start, window_end, active, placed, failed, failure_rate)");
            statement.execute(
                    "INSERT INTO allocation_failure_rate VALUES"
                            + "('global', 'default', 'long-name', 'api', '2026-01-01 10:00:00.000',"
                            + " '2026-01-01 10:00:10.000', 1, 1, 1, 1.0),"
                            + "('global', 'default', 'web', 'api', '2026-01-01 10:00:10.000',"
                            + " '2026-01-01 10:00:20.000', 12, 2, 3, 0.25)");
            statement.execute(
                    "CREATE TABLE deployment_duration(deployment_id, namespace, job_id, job_version,"
                            + " status, started_at, duration_ms, healthy, desired)");
            statement.execute(
                    "INSERT INTO deployment_duration VALUES"
                            + "('a', 'default', 'web', 2, 'successful', '2026-01-01 10:00:01.000', 4100, 2, 2),"
                            + "('b', 'default', 'web', 3, 'running', '2026-01-01 10:00:05.000', NULL, 1, 2)");
        }
    }
}
