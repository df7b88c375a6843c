package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import io.nomadflink.jobs.reference.ReferenceDeployments;
import io.nomadflink.jobs.reference.ReferenceFailureRates;
import io.nomadflink.jobs.testing.Changes;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.jobs.testing.Recording;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tables in real databases, which go away in between. */
class DatabaseITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final int WINDOW = 10_000;
    private static Recording recording;
    private static List<ClusterChange> changes;

    @TempDir Path directory;

    /**
     * The driver asserts that a lost connection is not lost; that is only so where assertions are
     * on, as in tests.
     */
    @BeforeAll
    static void prepare() {
        DatabaseITCase.class.getClassLoader().setPackageAssertionStatus("org.postgresql", false);
        recording = Recording.of("2.0.5-acl");
        changes = Changes.of(recording.frames());
    }

    @Test
    void postgresqlHoldsTheRows() throws Exception {
        try (EmbeddedPostgres server = server(freePort())) {
            run(new Configuration(), url(server.getPort()), RateLimiterStrategy.noOp())
                    .getJobExecutionResult()
                    .get();
            assertTables(() -> server.getPostgresDatabase().getConnection());
        }
    }

    /**
     * PostgreSQL asks for the right to create before it looks whether the table is there. The
     * driver makes one statement of a batch, which must not touch a row twice.
     */
    @Test
    void aUserWhoMayOnlyWriteFillsTablesThatAreThereAlsoInRewrittenBatches() throws Exception {
        try (EmbeddedPostgres server = server(freePort())) {
            try (Connection owner = server.getPostgresDatabase().getConnection();
                    Statement statement = owner.createStatement()) {
                for (Table table : Tables.ALL) {
                    statement.execute(Sql.createTable(table, Dialect.POSTGRESQL));
                }
                statement.execute("REVOKE ALL ON DATABASE postgres FROM PUBLIC");
                statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
                statement.execute("CREATE ROLE writer LOGIN");
                statement.execute("GRANT CONNECT ON DATABASE postgres TO writer");
                statement.execute(
                        "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO writer");
            }
            String url =
                    url(server.getPort()).replace("postgres@", "writer@")
                            + "?reWriteBatchedInserts=true";
            run(new Configuration(), url, RateLimiterStrategy.noOp()).getJobExecutionResult().get();
            assertTables(() -> server.getPostgresDatabase().getConnection());
        }
    }

    @Test
    void postgresqlMayGoAwayAndComeBack() throws Exception {
        int port = freePort();
        JobClient job;
        try (EmbeddedPostgres server = server(port)) {
            job = run(slowly(), url(port), RateLimiterStrategy.perCheckpoint(changes.size() / 4));
            await(() -> count(server.getPostgresDatabase().getConnection()) > 0);
        }
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        try (EmbeddedPostgres server = server(port)) {
            job.getJobExecutionResult().get();
            assertTables(() -> server.getPostgresDatabase().getConnection());
        }
    }

    @Test
    void aDatabaseThatStaysAwayFailsTheJobAndNothingElse() throws Exception {
        ResultSink sink = ResultSinks.of(url(freePort()), null, Duration.ofMillis(500));
        JobClient job = run(new Configuration(), sink, RateLimiterStrategy.noOp());
        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .rootCause()
                .hasMessageContaining("refused");

        Path file = directory.resolve("new/after.db");
        run(new Configuration(), ResultSinks.of("sqlite:" + file), RateLimiterStrategy.noOp())
                .getJobExecutionResult()
                .get();
        assertTables(() -> sqlite(file));
    }

    @Test
    void sqliteMayBeLockedForAWhile() throws Exception {
        Path file = directory.resolve("results.db");
        run(new Configuration(), ResultSinks.of("sqlite:" + file), RateLimiterStrategy.noOp())
                .getJobExecutionResult()
                .get();
        ResultSink sink = ResultSinks.of("sqlite:" + file, null, Duration.ofSeconds(30));
        JobClient job;
        try (Connection other = sqlite(file);
                Statement statement = other.createStatement()) {
            for (Table table : Tables.ALL) {
                statement.execute("DELETE FROM " + table.name());
            }
            statement.execute("BEGIN EXCLUSIVE");
            job = run(new Configuration(), sink, RateLimiterStrategy.noOp());
            await(() -> job.getJobStatus().get() == JobStatus.RUNNING);
            statement.execute("ROLLBACK");
        }
        job.getJobExecutionResult().get();
        assertTables(() -> sqlite(file));
    }

    private static Configuration slowly() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }

    private static JobClient run(
            Configuration configuration, String url, RateLimiterStrategy<?> rate) throws Exception {
        return run(configuration, ResultSinks.of(url, null, Duration.ofMinutes(1)), rate);
    }

    private static JobClient run(
            Configuration configuration, ResultSink sink, RateLimiterStrategy<?> rate)
            throws Exception {
        StreamExecutionEnvironment environment = Pipelines.environment(2, configuration);
        ResultPipelines.add(
                Pipelines.stream(environment, changes, rate),
                ResultOptions.to(sink).withWindow(Duration.ofMillis(WINDOW)));
        return environment.executeAsync();
    }

    private static void assertTables(Callable<Connection> connect) throws Exception {
        try (Connection connection = connect.call()) {
            assertThat(SqlTables.rows(connection, Tables.ALLOCATION_FAILURE_RATE))
                    .isEqualTo(
                            ReferenceFailureRates.of(recording.frames(), "global", WINDOW, WINDOW));
            ReferenceDeployments deployments =
                    new ReferenceDeployments(recording.frames(), "global");
            assertThat(SqlTables.rows(connection, Tables.DEPLOYMENT_DURATION))
                    .isEqualTo(deployments.durations());
            assertThat(SqlTables.rows(connection, Tables.DEPLOYMENT_DURATION_STATS))
                    .hasSameSizeAs(deployments.stats(WINDOW).keySet());
        }
    }

    private static int count(Connection open) throws SQLException {
        try (Connection connection = open) {
            return SqlTables.rows(connection, Tables.ALLOCATION_FAILURE_RATE).size();
        } catch (SQLException e) {
            return 0;
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        CommonTestUtils.waitUntilCondition(condition::call, 20);
    }

    private static Connection sqlite(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgresql").toFile())
                .setCleanDataDirectory(false)
                .start();
    }

    private static String url(int port) {
        return "jdbc:postgresql://postgres@localhost:" + port + "/postgres";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
