package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.demo.LatestResults;
import io.nomadflink.jobs.demo.LiveView;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSinks;
import io.nomadflink.simulator.SimulatorProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the jobs on a made-up cluster, with their latest results on the console. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the jobs on a made-up cluster and shows the latest results; nothing else is needed.")
final class DemoCommand implements Callable<Integer> {
    private static final Path DATABASE = Path.of("nomad-demo.db");
    private static final Duration DISORDER = Duration.ofSeconds(2);
    private static final int ROWS = 10;

    @Spec CommandSpec spec;

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "Size of the windows (default: ${DEFAULT-VALUE}).")
    Duration window;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description =
                    "The SQLite database for the results; must not exist (default: nomad-demo.db here, replaced"
                            + " each time).")
    Path database;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The source of all chance (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--stop-after",
            paramLabel = "DURATION",
            description = "Stop by itself after so long, as on Ctrl-C.")
    Duration stopAfter;

    @Override
    public Integer call() throws Exception {
        if (!NomadFlink.isLauncher()) {
            ClusterRefusals.refuse("demo");
        }
        if (window.isZero()) {
            throw UserException.usage("--window 0s is not more than 0");
        }
        Path file = database();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting a made-up Nomad cluster and the jobs; Ctrl-C ends both.");
        out.flush();
        String footer = "All results: sqlite3 " + file + " (tables: see README.md)";
        try (SimulatorProgram simulator = SimulatorProgram.start(Simulation.inProcess(seed));
                LiveView view =
                        new LiveView(
                                new LatestResults(file, ROWS), out, Terminal.isOut(), footer)) {
            view.start();
            return run(simulator.address(), file);
        }
    }

    private int run(String address, Path file) throws Exception {
        LocalRun.RunSettings settings =
                new LocalRun.RunSettings(
                        null,
                        "",
                        1,
                        Duration.ofSeconds(1),
                        ResultSinks.DEFAULT_PATIENCE,
                        stopAfter,
                        false);
        return new LocalRun(settings).run("Nomad demo", env -> assemble(env, address, file));
    }

    private void assemble(StreamExecutionEnvironment env, String address, Path file) {
        JobAssembly.add(
                env,
                JobAssembly.source(ClusterOptions.simulated(address), StartingPosition.earliest()),
                DISORDER,
                ResultOptions.to(ResultSinks.of("sqlite:" + file)).withWindow(window));
    }

    private Path database() {
        Path file = (database == null ? DATABASE : database).toAbsolutePath().normalize();
        if (database != null && Files.exists(file)) {
            throw UserException.usage("--database " + database + " exists already");
        }
        if (!Files.isDirectory(file.getParent())) {
            throw UserException.usage(
                    "--database " + database + ": there is no directory " + file.getParent());
        }
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
            }
            return file;
        } catch (IOException e) {
            throw UserException.failed(
                    file + " cannot be replaced: " + e.getClass().getSimpleName());
        }
    }
}
