package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.testing.Recording;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that is killed in its middle and started again with the same state ends with the tables of
 * one that nobody disturbed: nothing lost, nothing doubled.
 */
class KillAndRestartITCase {
    private static final String RECORDING = "1.11.2";
    private static final Map<String, Map<String, List<String>>> UNDISTURBED =
            new ConcurrentHashMap<>();

    @TempDir static Path shared;
    @TempDir Path directory;

    private static List<String> lines;

    @BeforeAll
    static void readRecording() throws IOException {
        lines = Recording.lines(RECORDING);
    }

    /** With the next test, every pair of input, parallelism and window. */
    @ParameterizedTest
    @CsvSource({"1, 10s", "4, 5m"})
    void ofASimulatedServer(int parallelism, String window) throws Exception {
        try (NomadSimulator nomad =
                NomadSimulator.builder()
                        .bufferSize(lines.size())
                        .heartbeat(Duration.ofMillis(200))
                        .start()) {
            String[] run =
                    run(parallelism, window, "--address", nomad.address(), "--from=earliest");
            publish(nomad, lines.subList(0, lines.size() / 2));
            try (JobProcess first = JobProcess.start(directory, run)) {
                awaitTheHalf(first);
                publish(nomad, lines.subList(lines.size() / 2, lines.size() * 3 / 4));
                first.kill().await();
            }
            assertThat(tables()).isNotEqualTo(undisturbed(window));
            publish(nomad, lines.subList(lines.size() * 3 / 4, lines.size()));
            try (JobProcess second = JobProcess.start(directory, run)) {
                Waiting.until(
                        () -> tables().equals(undisturbed(window)),
                        () -> second.err() + "\n" + difference(window));
                assertThat(second.terminate().await(Duration.ofSeconds(15))).isZero();
                assertThat(second.err()).isEmpty();
            }
        }
        assertThat(tables()).isEqualTo(undisturbed(window));
    }

    /** The recording comes through a pipe, whose end waits until the first run is killed. */
    @ParameterizedTest
    @CsvSource({"4, 10s", "1, 5m"})
    void ofAReplay(int parallelism, String window) throws Exception {
        Path pipe = directory.resolve("recording.ndjson");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        String[] run = run(parallelism, window, "--replay", pipe.toString());
        try (JobProcess first = JobProcess.start(directory, run);
                OutputStream out = Files.newOutputStream(pipe)) {
            write(out, lines.subList(0, lines.size() / 2));
            awaitTheHalf(first);
            first.kill().await();
        }
        assertThat(tables()).isNotEqualTo(undisturbed(window));
        try (JobProcess second = JobProcess.start(directory, run)) {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                write(out, lines);
            }
            assertThat(second.await()).as(second.err()).isZero();
        }
        assertThat(tables()).isEqualTo(undisturbed(window));
    }

    /** Until rows have come and a checkpoint is complete. */
    private void awaitTheHalf(JobProcess process) throws InterruptedException {
        Waiting.until(
                () -> !tables().get("deployment_duration").isEmpty() && isSaved(),
                () -> process.err() + tables());
    }

    private boolean isSaved() {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            return files.anyMatch(f -> f.endsWith("_metadata"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    private String[] run(int parallelism, String window, String... input) {
        return Stream.concat(
                        Stream.of("run"),
                        Stream.concat(
                                Stream.of(input),
                                Stream.of(
                                        "--state",
                                        directory.resolve("state").toString(),
                                        "--sink",
                                        "sqlite:" + directory.resolve("results.db"),
                                        "--parallelism",
                                        Integer.toString(parallelism),
                                        "--checkpoint-interval",
                                        "100ms",
                                        "--window",
                                        window)))
                .toArray(String[]::new);
    }

    private Map<String, List<String>> tables() {
        return ResultTables.read(directory.resolve("results.db"));
    }

    private static Map<String, List<String>> undisturbed(String window) {
        return UNDISTURBED.computeIfAbsent(
                window,
                size -> {
                    Path database = shared.resolve(size + ".db");
                    Cli.replay(RECORDING, size, "sqlite:" + database);
                    return ResultTables.read(database);
                });
    }

    private String difference(String window) {
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> is = tables();
        undisturbed(window)
                .forEach(
                        (table, rows) -> {
                            is.get(table).stream()
                                    .filter(row -> !rows.contains(row))
                                    .forEach(row -> text.append("unexpected ").append(row + "\n"));
                            rows.stream()
                                    .filter(row -> !is.get(table).contains(row))
                                    .forEach(row -> text.append("missing ").append(row + "\n"));
                        });
        return text.toString();
    }

    private static void publish(NomadSimulator nomad, List<String> frames) {
        frames.forEach(nomad::publishLine);
    }

    private static void write(OutputStream out, List<String> frames) throws IOException {
        for (String frame : frames) {
            out.write((frame + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }
}
