package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables against the lists of a real Nomad, whose binary the environment variable NOMAD_BINARY
 * names.
 */
@EnabledIfEnvironmentVariable(
        named = "NOMAD_BINARY",
        matches = ".+",
        disabledReason = "NOMAD_BINARY names no nomad binary")
class NomadBinaryITCase {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String STEADY =
            """
            {"ID": "steady", "Type": "service", "Datacenters": ["*"],
             "Update": {"MaxParallel": 2, "HealthCheck": "task_states", "MinHealthyTime": 1000000000,
                        "HealthyDeadline": 30000000000, "ProgressDeadline": 60000000000},
             "TaskGroups": [{"Name": "group", "Count": 2, "Tasks": [
               {"Name": "sleep", "Driver": "raw_exec", "Config": {"command": "/bin/sleep", "args": ["600"]},
                "Resources": {"CPU": 20, "MemoryMB": 20}}]}]}
            """;
    private static final String BROKEN =
            """
            {"ID": "broken", "Type": "batch", "Datacenters": ["*"],
             "TaskGroups": [{"Name": "group", "Count": 3,
               "RestartPolicy": {"Attempts": 0, "Mode": "fail", "Interval": 60000000000, "Delay": 1000000000},
               "ReschedulePolicy": {"Attempts": 0, "Unlimited": false},
               "Tasks": [
               {"Name": "false", "Driver": "raw_exec", "Config": {"command": "/bin/false"},
                "Resources": {"CPU": 20, "MemoryMB": 20}}]}]}
            """;

    @TempDir Path directory;

    @Test
    void theTablesSayWhatTheListsSay() throws Exception {
        Path database = directory.resolve("results.db");
        try (NomadAgent nomad = new NomadAgent(System.getenv("NOMAD_BINARY"), directory)) {
            Process run = run(nomad, database);
            try {
                Java.await("the tables are made", LIMIT, () -> Files.exists(database));
                nomad.register(STEADY);
                nomad.register(BROKEN);
                Java.await("all is over", LIMIT, () -> isOver(nomad));
                Java.await(
                        "the tables follow",
                        LIMIT,
                        () -> deployments(database).equals(listed(nomad)));
                Java.await("failures follow", LIMIT, () -> failures(database) == failed(nomad));
                assertThat(failed(nomad)).isPositive();
            } finally {
                run.destroy();
                assertThat(run.onExit().get().exitValue()).isZero();
            }
        }
    }

    @Test
    void theManifestIsValid() throws Exception {
        Path manifest =
                Path.of(System.getProperty("project.root"), "conf", "deploy", "flink.nomad.hcl");
        Java.Ended validated =
                Java.run(
                        List.of(
                                System.getenv("NOMAD_BINARY"),
                                "job",
                                "validate",
                                "-var",
                                "jar=http://127.0.0.1/nomad-flink-jobs.jar",
                                manifest.toString()),
                        Map.of("NOMAD_ADDR", "http://127.0.0.1:" + Java.freePort()));
        assertThat(validated.status()).as(validated.output()).isZero();
        assertThat(validated.output())
                .contains("Job validation successful")
                .doesNotContain("Warning");
    }

    private Process run(NomadAgent nomad, Path database) throws Exception {
        return Java.start(
                Java.command(
                        List.of("-Dnomad.launcher=true"),
                        Java.ownClassPath(),
                        "io.nomadflink.jobs.cli.NomadFlink",
                        "run",
                        "--address",
                        nomad.address(),
                        "--sink",
                        "sqlite:" + database,
                        "--window",
                        "10s"),
                Map.of(),
                directory.resolve("run.log"));
    }

    private static boolean isOver(NomadAgent nomad) throws Exception {
        return failed(nomad) == 3 && listed(nomad).containsValue("successful");
    }

    private static long failed(NomadAgent nomad) throws Exception {
        long failed = 0;
        for (JsonNode allocation : nomad.get("/v1/allocations?namespace=*")) {
            failed += allocation.get("ClientStatus").asText().equals("failed") ? 1 : 0;
        }
        return failed;
    }

    private static Map<String, String> listed(NomadAgent nomad) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode deployment : nomad.get("/v1/deployments?namespace=*")) {
            found.put(deployment.get("ID").asText(), deployment.get("Status").asText());
        }
        return found;
    }

    private static Map<String, String> deployments(Path database) {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT deployment_id, status FROM deployment_duration")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            return Map.of();
        }
        return found;
    }

    private static long failures(Path database) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT sum(failed) FROM allocation_failure_rate")) {
            return rows.getLong(1);
        } catch (SQLException e) {
            return -1;
        }
    }
}
