package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.NewestRows;
import io.nomadflink.jobs.testing.Recording;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code run} in a process of its own, reading a simulated Nomad, while something is wrong with a
 * sink: with {@code -Doutage=PT5M} for so long, otherwise until it has tried some times.
 */
final class DisturbedRun implements AutoCloseable {
    private static final String RECORDING = "2.0.5-acl";
    private static final Duration OUTAGE = Duration.parse(System.getProperty("outage", "PT0S"));
    private static final int TRIES = 4;

    /** Something that is done to a sink. */
    interface Step {
        void run() throws Exception;
    }

    /** What an undisturbed run writes. */
    record Truth(Map<String, List<String>> tables, NewestRows rows) {
        static Truth in(Path directory) throws IOException {
            Path database = directory.resolve("undisturbed.db");
            Path files = directory.resolve("undisturbed");
            Cli.replay(RECORDING, "10s", "sqlite:" + database, "files:" + files);
            return new Truth(ResultTables.read(database), NewestRows.ofFiles(files));
        }
    }

    private final List<String> lines;
    private final NomadSimulator nomad;
    private final JobProcess process;

    DisturbedRun(Path directory, List<String> starter, String... sinks) throws IOException {
        lines = Recording.lines(RECORDING);
        nomad =
                NomadSimulator.builder()
                        .bufferSize(lines.size())
                        .heartbeat(Duration.ofMillis(200))
                        .start();
        publish(0, 200);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--address",
                                nomad.address(),
                                "--from=earliest",
                                "--window=10s",
                                "--checkpoint-interval=100ms"));
        for (String sink : sinks) {
            arguments.addAll(List.of("--sink", sink));
        }
        process = JobProcess.start(directory, starter, arguments.toArray(String[]::new));
    }

    private void publish(int from, int to) {
        lines.subList(from, to).forEach(nomad::publishLine);
    }

    JobProcess process() {
        return process;
    }

    /**
     * @param files where rows are also written, as seen from here
     */
    void disturb(Path files, Truth truth, Step away, Step back) throws Exception {
        Waiting.until(() -> !deployments(files).isEmpty(), process::err);
        away.run();
        publish(200, 360);
        long begin = System.nanoTime();
        Waiting.until(() -> tries() >= TRIES || !process.isAlive(), process::err);
        assertThat(process.isAlive()).as(process.err()).isTrue();
        Waiting.until(
                OUTAGE.plusMinutes(1),
                () -> System.nanoTime() - begin >= OUTAGE.toNanos(),
                () -> "the outage's end");
        back.run();
        publish(360, lines.size());
        Waiting.until(
                () -> deployments(files).equals(truth.rows().of(Tables.DEPLOYMENT_DURATION)),
                process::err);
    }

    private int tries() {
        return (int) Pattern.compile("trying again").matcher(process.err()).results().count();
    }

    /** Nothing while a file is renamed. */
    private static Map<?, ?> deployments(Path files) {
        try {
            return NewestRows.ofFiles(files).of(Tables.DEPLOYMENT_DURATION);
        } catch (IOException | UncheckedIOException e) {
            return Map.of();
        }
    }

    /** Lets it write what is open, and end. */
    void stop(ProcessHandle jvm) throws InterruptedException {
        jvm.destroy();
        assertThat(process.await()).as(process.err()).isZero();
    }

    @Override
    public void close() {
        process.close();
        nomad.close();
    }
}
