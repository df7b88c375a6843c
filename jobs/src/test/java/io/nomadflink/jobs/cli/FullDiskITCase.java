package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.simulator.NomadSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk is full for a while: the job goes on by itself, with nothing lost and nothing doubled. */
class FullDiskITCase {
    private static final Path RECORDING =
            Path.of(System.getProperty("recordings"), "2.0.5-acl", "events.ndjson.gz");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 4;

    @TempDir Path directory;
    private SmallDisk disk;
    private static List<String> lines;

    @BeforeAll
    static void readRecording() throws Exception {
        assumeThat(SmallDisk.isPossible()).as("user namespaces").isTrue();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(RECORDING)),
                                StandardCharsets.UTF_8))) {
            lines = in.lines().filter(line -> line.length() > 2).toList();
        }
    }

    @BeforeEach
    void makeDisk() throws IOException {
        disk =
                new SmallDisk(
                        Files.createDirectory(directory.resolve("disk")),
                        Files.createDirectory(directory.resolve("copy")));
    }

    @Test
    void underSqlite() throws Exception {
        Path files = directory.resolve("files");
        run("sqlite:" + disk.directory().resolve("results.db"), files, process -> files);

        assertThat(ResultTables.read(disk.copy().resolve("results.db"))).isEqualTo(undisturbed());
    }

    @Test
    void underFiles() throws Exception {
        Path database = directory.resolve("results.db");
        Path files = disk.directory().resolve("files");
        run("sqlite:" + database, files, process -> disk.seenBy(process).resolve("files"));

        Map<String, List<String>> tables = ResultTables.read(database);
        assertThat(tables).isEqualTo(undisturbed());
        assertThat(statuses(disk.copy().resolve("files")))
                .hasSameSizeAs(tables.get("deployment_duration"))
                .allSatisfy(
                        (id, status) ->
                                assertThat(tables.get("deployment_duration"))
                                        .anyMatch(row -> row.contains(id) && row.contains(status)));
    }

    /** Where files of rows are, seen from here. */
    private interface Seen {
        Path files(JobProcess process) throws InterruptedException;
    }

    private void run(String database, Path files, Seen seen) throws Exception {
        try (NomadSimulator nomad =
                        NomadSimulator.builder()
                                .bufferSize(lines.size())
                                .heartbeat(Duration.ofMillis(200))
                                .start();
                JobProcess process =
                        JobProcess.start(
                                directory,
                                disk.starter(),
                                "run",
                                "--address",
                                publish(nomad, 0, 200).address(),
                                "--from=earliest",
                                "--window=10s",
                                "--checkpoint-interval=100ms",
                                "--sink-patience=50s",
                                "--sink",
                                database,
                                "--sink",
                                "files:" + files)) {
            Path here = seen.files(process);
            Waiting.until(() -> !rows(here).isEmpty(), process::err);
            Path filler = disk.fill(process);
            publish(nomad, 200, 300);
            Waiting.until(
                    () -> tries(process.err()) >= TRIES,
                    () -> "no waiting: " + process.isAlive() + process.err());
            Files.delete(filler);
            publish(nomad, 300, lines.size());
            Waiting.until(() -> seesTheEnd(here), process::err);
            SmallDisk.inner(process).destroy();
            assertThat(process.await()).as(process.err()).isZero();
        }
    }

    private static int tries(String log) {
        return (int) Pattern.compile("trying again").matcher(log).results().count();
    }

    private static NomadSimulator publish(NomadSimulator nomad, int from, int to) {
        lines.subList(from, to).forEach(nomad::publishLine);
        return nomad;
    }

    private Map<String, List<String>> undisturbed() {
        Path database = directory.resolve("undisturbed.db");
        if (!Files.exists(database)) {
            Cli result =
                    Cli.run(
                            "run",
                            "--replay",
                            RECORDING.toString(),
                            "--window",
                            "10s",
                            "--sink",
                            "sqlite:" + database);
            assertThat(result.status()).as(result.err()).isZero();
        }
        return ResultTables.read(database);
    }

    private boolean seesTheEnd(Path files) {
        Map<String, String> found = statuses(files);
        List<String> expected = undisturbed().get("deployment_duration");
        return found.size() == expected.size()
                && found.entrySet().stream()
                        .allMatch(
                                e ->
                                        expected.stream()
                                                .anyMatch(
                                                        row ->
                                                                row.contains(e.getKey())
                                                                        && row.contains(
                                                                                e.getValue())));
    }

    /** The newest status by deployment. */
    private static Map<String, String> statuses(Path files) {
        Map<String, String> found = new TreeMap<>();
        rows(files.resolve("deployment_duration")).stream()
                .sorted(Comparator.comparing(row -> row.get("written_at").asText()))
                .forEach(
                        row ->
                                found.put(
                                        row.get("deployment_id").asText(),
                                        row.get("status").asText()));
        return found;
    }

    private static List<JsonNode> rows(Path files) {
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(f -> f.getFileName().toString().matches("part-.*\\.jsonl"))
                    .flatMap(FullDiskITCase::lines)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static Stream<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(FullDiskITCase::json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
