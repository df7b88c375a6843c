package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM and Ctrl-C end every command soon, in order, with status 0. */
class SignalsITCase {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunSavesItsState(boolean term) throws Exception {
        try (NomadSimulator nomad = NomadSimulator.builder().start();
                JobProcess run =
                        start(
                                "run",
                                "--address",
                                nomad.address(),
                                "--state",
                                "state",
                                "--sink",
                                "sqlite:a.db",
                                "--checkpoint-interval",
                                "1h")) {
            assertThat(nomad.awaitSubscribers(1, Duration.ofSeconds(60))).as(run.err()).isTrue();

            stop(run, term);

            assertThat(run.await(SOON)).as(run.err()).isZero();
            assertThat(run.err().lines())
                    .as("but for a race of Flink 2.3.0, with the first checkpoint")
                    .allMatch(line -> line.contains("gateway for unseen checkpoint"));
        }
        try (Stream<Path> files = Files.walk(directory.resolve("state").resolve("savepoints"))) {
            assertThat(files.filter(f -> f.endsWith("_metadata"))).hasSize(1);
        }
    }

    @Test
    void aRunStopsByItselfAfterATime() throws Exception {
        try (JobProcess run =
                start(
                        "run",
                        "--simulate",
                        "--state",
                        "state",
                        "--sink",
                        "sqlite:a.db",
                        "--stop-after",
                        "1ms")) {
            assertThat(run.await()).as(run.err()).isZero();
        }
    }

    @Test
    void aRunWhoseDatabaseIsAwayStillEnds() throws Exception {
        try (NomadSimulator nomad = NomadSimulator.builder().start();
                JobProcess run =
                        start(
                                "run",
                                "--address",
                                nomad.address(),
                                "--sink",
                                "jdbc:postgresql://127.0.0.1:1/none")) {
            Waiting.until(() -> run.err().contains("is away"), run::err);

            assertThat(run.terminate().await(SOON.plusSeconds(2))).isEqualTo(1);
            assertThat(run.err()).contains("stopped without a last checkpoint");
            assertThat(run.err()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDemoShowsResultsAndEnds(boolean term) throws Exception {
        try (JobProcess demo = start("demo")) {
            Waiting.until(() -> demo.out().contains("nomad-demo.db"), demo::err);

            stop(demo, term);

            assertThat(demo.await(SOON)).as(demo.err()).isZero();
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out())
                    .contains("Allocation failures", "Deployments", "web-1", "frontend");
        }
    }

    @Test
    void theSimulatorServesAndEnds() throws Exception {
        try (JobProcess simulator = start("simulate", "--port", "0", "--heartbeat", "100ms")) {
            Waiting.until(() -> simulator.out().contains("--address http://"), simulator::err);
            String address = simulator.out().replaceAll("(?s).*--address (\\S+).*", "$1");

            Cli recorded =
                    Cli.run(
                            "record",
                            "--address",
                            address,
                            "--out",
                            directory.resolve("a.ndjson.gz").toString(),
                            "--stop-after",
                            "2s");

            assertThat(recorded.status()).as(recorded.err()).isZero();
            assertThat(recorded.err()).containsPattern("[1-9]\\d* frames with [1-9]\\d* events");
            assertThat(simulator.terminate().await(SOON)).isZero();
        }
    }

    @Test
    void exitStatusesOfTheProcess() throws Exception {
        try (JobProcess wrong = start("run", "--window", "soon");
                JobProcess failing = start("run", "--address", "http://127.0.0.1:1");
                JobProcess version = start("--version")) {
            assertThat(wrong.await()).isEqualTo(2);
            assertThat(failing.await()).isEqualTo(1);
            assertThat(version.await()).isZero();
            assertThat(failing.err().lines()).as(failing.err()).hasSize(1);
        }
    }

    private JobProcess start(String... args) {
        return JobProcess.start(directory, args);
    }

    private static void stop(JobProcess process, boolean term) throws Exception {
        if (term) {
            process.terminate();
        } else {
            assumeFalse(
                    isInterruptIgnored(), "this process ignores SIGINT, and so do its children");
            process.interrupt();
        }
    }

    /** So it is for what a shell starts in the background. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
            }
        }
        return false;
    }
}
