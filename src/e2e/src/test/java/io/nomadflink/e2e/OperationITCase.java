package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster set up and used as the documentation says, and what its operators then see: metrics,
 * alerts, dashboards.
 */
class OperationITCase {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern SECTION =
            Pattern.compile("(?s)\n## From laptop to cluster\n(.*?)\n## ");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(flink_\\w+)`");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int PORTS = 10;

    /** As a stock PostgreSQL, which lets nobody in over TCP without one. */
    private static final String PASSWORD = "of-the-readme";

    @TempDir static Path directory;
    private static EmbeddedPostgres postgres;
    private static FlinkCluster cluster;
    private static OutsideNomad nomad;
    private static Java.Ended readme;
    private static long readmeRows;
    private static Java.Ended commands;
    private static Java.Ended queries;
    private static Scrape readmeMetrics;
    private static Scrape metrics;

    @BeforeAll
    static void followTheDocumentation() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        askForAPassword();
        int port = Java.freePort();
        cluster = FlinkCluster.start(directory, 2, reporter(port), Map.of("PGPASSWORD", PASSWORD));
        nomad = OutsideNomad.of("2.0.5-acl", 1000);
        nomad.play().get(1, TimeUnit.MINUTES);
        followTheReadme(port);
        commands = run(clusterPage().toRun(), "postgres");
        Java.await(
                "rows",
                Duration.ofMinutes(1),
                () -> ResultTables.count(database(), "deployment_duration") > 0);
        Java.await(
                "metrics",
                Duration.ofSeconds(30),
                () -> {
                    metrics = Scrape.of(port, PORTS);
                    return metrics.names().containsAll(documented());
                });
    }

    /** Of a user who may create databases, as the README wants one. */
    private static void askForAPassword() throws Exception {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE nomad LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
            ResultSet file = statement.executeQuery("SHOW hba_file");
            file.next();
            Path rules = Path.of(file.getString(1));
            Files.writeString(
                    rules, "host all nomad all scram-sha-256\n" + Files.readString(rules));
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void followTheReadme(int port) throws Exception {
        readme = run(section().toRun(), "nomad");
        assertThat(readme.status()).as(readme.output()).isZero();
        DataSource rows = postgres.getDatabase("postgres", "nomad");
        Java.await(
                "rows of the README's job",
                Duration.ofMinutes(1),
                () -> ResultTables.count(rows, "deployment_duration") > 0);
        readmeRows = ResultTables.count(rows, "deployment_duration");
        Java.await(
                "a rate of the README's job",
                Duration.ofSeconds(30),
                () -> {
                    readmeMetrics = Scrape.of(port, PORTS);
                    return subscription("indexRate").value() > 0;
                });
        queries = run(section().queries() + clusterPage().queries(), "nomad");
        for (JsonNode job : cluster.rest().get("/jobs").get("jobs")) {
            cluster.rest().cancel(job.get("id").asText());
        }
    }

    private static Commands section() throws IOException {
        Matcher section = SECTION.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(section.find()).isTrue();
        return new Commands(section.group(1));
    }

    private static Commands clusterPage() throws IOException {
        return new Commands(Files.readString(ROOT.resolve("src/docs/cluster.md")));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        nomad.close();
        postgres.close();
    }

    @Test
    void theCommandsOfTheReadmeLeadFromLaptopToCluster() throws Exception {
        assertThat(readme.status()).as(readme.output()).isZero();
        assertThat(readme.output()).contains("Nomad results of " + nomad.address() + " (RUNNING)");
        assertThat(readmeRows).isPositive();
    }

    @Test
    void theCommandsOfTheDocumentationWork() throws Exception {
        assertThat(commands.status()).as(commands.output()).isZero();
        assertThat(commands.output())
                .contains("--sink")
                .containsPattern("running as [0-9a-f]{32}\n")
                .containsPattern("going on as [0-9a-f]{32}\n");
        assertThat(ResultTables.count(database(), "allocation_failure_rate")).isPositive();
        Java.await("captured files", Duration.ofSeconds(30), () -> capturedFiles() > 0);
    }

    @Test
    void theCommandsOverRestWork() throws Exception {
        assumeThat(Java.run(List.of("sh", "-c", "command -v curl"), Map.of()).status())
                .as("curl, which these commands need, is on this machine")
                .isZero();
        Java.Ended overRest = run(clusterPage().overRest(), "postgres");
        assertThat(overRest.status()).as(overRest.output()).isZero();
        assertThat(overRest.output()).contains("\"state\"");
    }

    @Test
    void theBufferThatTheCommandTellsIsTheOneReckonedWith() {
        Scrape.Series rate = subscription("indexRate");
        assertThat(subscription("bufferSeconds").value() * rate.value())
                .isCloseTo(1_000, withinPercentage(5));
        assertThat(subscription("recommendedEventBufferSize").value() / rate.value())
                .isCloseTo(4 * 300, withinPercentage(5));
    }

    private static Scrape.Series subscription(String metric) {
        return readmeMetrics
                .of("flink_taskmanager_job_task_operator_nomad_subscription_" + metric)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theQueriesOfTheDocumentationRun() throws Exception {
        assertThat(section().queries()).contains("psql ");
        assertThat(clusterPage().queries()).contains("psql ");
        assertThat(queries.status()).as(queries.output()).isZero();
    }

    @Test
    void everyCommandIsRunOrNamedWithAReason() throws Exception {
        assertThat(section().forgotten()).isEmpty();
        assertThat(clusterPage().forgotten()).isEmpty();
    }

    @Test
    void everyMetricOfOursIsDocumented() throws Exception {
        Set<String> ours = new TreeSet<>(metrics.names());
        ours.removeIf(
                name ->
                        !name.contains("_nomad_")
                                && !name.endsWith("malformedPayloads")
                                && !name.endsWith("lateEvents"));
        assertThat(documented()).containsAll(ours);
    }

    @Test
    void alertsAskForSeriesThatExist() throws Exception {
        JsonNode alerts =
                new YAMLMapper().readTree(ROOT.resolve("conf/prometheus/alerts.yaml").toFile());
        for (JsonNode rule : alerts.at("/groups/0/rules")) {
            assertAsksForWhatExists(rule.get("alert").asText(), rule.get("expr").asText());
            assertThat(Files.readString(ROOT.resolve("src/docs/operating.md")))
                    .contains("| " + rule.get("alert").asText() + " |");
        }
        assertThat(alerts.get("groups")).hasSize(1);
    }

    @Test
    void thePrometheusDashboardAsksForSeriesThatExist() throws Exception {
        for (JsonNode panel : dashboard("stream-prometheus.json")) {
            for (JsonNode target : panel.get("targets")) {
                String title = panel.get("title").asText();
                Promql parsed = assertAsksForWhatExists(title, target.get("expr").asText());
                assertThat(parsed.labels(metrics))
                        .as(title)
                        .containsAll(matches(LEGEND, target.get("legendFormat").asText()));
            }
        }
    }

    /** Each selector finds a series of the running cluster, and what is grouped by is a label. */
    private static Promql assertAsksForWhatExists(String of, String expression) {
        Promql parsed = Promql.parse(expression);
        assertThat(parsed.type()).as(of).isEqualTo(Promql.Type.VECTOR);
        assertThat(parsed.selectors())
                .as(of)
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(selector.found(metrics)).isNotEmpty());
        assertThat(Promql.aggregations(parsed))
                .as(of)
                .allSatisfy(one -> assertThat(one.of().labels(metrics)).containsAll(one.by()));
        return parsed;
    }

    @Test
    void everyDocumentedMetricIsOnThePrometheusDashboard() throws Exception {
        Set<String> shown = new TreeSet<>();
        for (JsonNode panel : dashboard("stream-prometheus.json")) {
            for (JsonNode target : panel.get("targets")) {
                Promql.parse(target.get("expr").asText())
                        .selectors()
                        .forEach(selector -> shown.add(selector.metric()));
            }
        }
        assertThat(shown).containsAll(documented());
    }

    @Test
    void theQueriesOfThePostgresqlDashboardRun() throws Exception {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            for (JsonNode panel : dashboard("results-postgresql.json")) {
                assertThat(panel.get("targets")).as(panel.get("title").asText()).hasSize(1);
                String sql =
                        panel.at("/targets/0/rawSql")
                                .asText()
                                .replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 > '2000-01-01'");
                assertThat(statement.executeQuery(sql).getMetaData().getColumnCount())
                        .as(panel.get("title").asText())
                        .isPositive();
            }
        }
    }

    private static Map<String, String> reporter(int port) throws IOException {
        Map<String, String> settings = new HashMap<>();
        new YAMLMapper()
                .readTree(ROOT.resolve("conf/prometheus/flink-reporter.yaml").toFile())
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        settings.put("metrics.reporter.prom.port", port + "-" + (port + PORTS));
        return settings;
    }

    /** Runs commands with a FLINK_HOME whose bin/flink is Flink's client. */
    private static Java.Ended run(String script, String results) throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        List<String> client =
                Java.command(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j.configurationFile="
                                        + directory.resolve("conf/log4j-cli.properties").toUri()),
                        cluster.classPath(),
                        "org.apache.flink.client.cli.CliFrontend");
        Path flink = bin.resolve("flink");
        Files.writeString(
                flink,
                "#!/bin/sh\nFLINK_CONF_DIR='"
                        + directory.resolve("conf")
                        + "' exec '"
                        + String.join("' '", client)
                        + "' \"$@\"\n");
        Files.setPosixFilePermissions(flink, PosixFilePermissions.fromString("rwxr-xr-x"));
        Sql.install(Files.createDirectories(directory.resolve("stand-ins")));
        return Java.run(
                List.of("bash", "-euo", "pipefail", "-c", "cd '" + ROOT + "'\n" + script),
                environment(results));
    }

    /** What the pages' blocks that are not run would say. */
    private static Map<String, String> environment(String results) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "PATH",
                                System.getenv("PATH") + ":" + directory.resolve("stand-ins"),
                                "PGUSER",
                                "nomad",
                                "PGPASSWORD",
                                PASSWORD));
        environment.putAll(
                Map.of(
                        "FLINK_HOME", directory.toString(),
                        "FLINK_REST", cluster.rest().address(),
                        "JAR", System.getProperty("job.jar"),
                        "NOMAD_ADDR", nomad.address(),
                        "PGHOST", "localhost",
                        "PGPORT", Integer.toString(postgres.getPort()),
                        "RESULTS",
                                "jdbc:postgresql://%s@localhost:%d/%s"
                                        .formatted(results, postgres.getPort(), results),
                        "SAVEPOINTS", directory.resolve("savepoints").toUri().toString(),
                        "CAPTURED", directory.resolve("captured").toString()));
        return environment;
    }

    private static Set<String> documented() throws IOException {
        return matches(DOCUMENTED, Files.readString(ROOT.resolve("src/docs/metrics.md")));
    }

    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).forEach(found::add);
        return found;
    }

    private static JsonNode dashboard(String name) throws IOException {
        return FlinkRest.JSON
                .readTree(ROOT.resolve("conf/grafana").resolve(name).toFile())
                .get("panels");
    }

    private static long capturedFiles() throws IOException {
        Path captured = directory.resolve("captured");
        if (!Files.isDirectory(captured)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(captured)) {
            return files.filter(f -> f.getFileName().toString().matches("part-.*\\.ndjson"))
                    .count();
        }
    }

    private static DataSource database() {
        return postgres.getPostgresDatabase();
    }
}
