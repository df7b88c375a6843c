package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import io.nomadflink.simulator.SimulatorProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the jobs, on Flink in this process or, submitted to one, on a cluster. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Computes failure rates and deployment durations from Nomad's events.")
final class RunCommand implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config;
    @Mixin ClusterOptions cluster;
    @Mixin SourceSettings source;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description =
                    "Read a recorded stream, plain or gzip, or a directory that 'capture' has filled,"
                            + " instead of a cluster, and end.")
    Path replay;

    @Mixin KafkaInput kafka;

    @Option(
            names = "--simulate",
            description =
                    "Read a made-up cluster, simulated in this process, instead of a real one.")
    boolean simulate;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "snapshot",
            converter = StartingPositions.class,
            description =
                    "Where to begin when there is no state: snapshot (what exists, then what happens),"
                            + " earliest (what the server's buffer holds), latest, index:N (default:"
                            + " ${DEFAULT-VALUE}).")
    StartingPosition from;

    @Mixin ResultSettings results;
    @Mixin LocalOptions local;
    @Mixin Parallelism parallelism;

    @Override
    public Integer call() throws Exception {
        Input input = Input.chosen(spec, replay != null, kafka.isGiven(), simulate);
        local.check();
        parallelism.check();
        source.check();
        results.check();
        kafka.check();
        checkStart(input);
        if (input == Input.REPLAY && !Files.isReadable(replay)) {
            throw UserException.usage("--replay " + replay + " cannot be read");
        }
        if (!NomadFlink.isLauncher()) {
            ClusterRefusals.check(spec);
            if (input == Input.CLUSTER) {
                cluster.checkValues(spec);
            }
            return onCluster(input);
        }
        results.checkFiles();
        if (input == Input.SIMULATE) {
            try (SimulatorProgram simulator = SimulatorProgram.start(Simulation.inProcess(1))) {
                cluster = ClusterOptions.simulated(simulator.address());
                return locally(input);
            }
        }
        if (input == Input.CLUSTER) {
            cluster.check(spec);
            Preflight.check(cluster);
        }
        return locally(input);
    }

    /** A configuration may hold a start for when it is not overruled by another input. */
    private void checkStart(Input input) {
        boolean stored = input == Input.REPLAY || input == Input.KAFKA;
        if (stored && new GivenOptions(spec).isOnCommandLine("--from")) {
            throw UserException.usage(
                    "--from is for a cluster; what is stored is read from its beginning");
        }
    }

    private int locally(Input input) throws Exception {
        LocalRun.RunSettings settings =
                new LocalRun.RunSettings(
                        local.state,
                        results.shape(),
                        parallelism.tasks,
                        local.interval,
                        results.patience,
                        local.stopAfter,
                        input == Input.REPLAY || kafka.toTheEnd);
        return new LocalRun(settings).run(jobName(input), env -> assemble(env, input));
    }

    private int onCluster(Input input) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            env.enableCheckpointing(local.interval.toMillis());
        }
        assemble(env, input);
        env.execute(jobName(input));
        return 0;
    }

    private void assemble(StreamExecutionEnvironment env, Input input) {
        try {
            ResultOptions options = results.options(cluster.region);
            if (input == Input.KAFKA) {
                ResultPipelines.add(kafka.read(env, results.disorder, results.window), options);
                return;
            }
            NomadSourceBuilder<ClusterChange> events =
                    input == Input.REPLAY
                            ? JobAssembly.replay(replay)
                            : source.applyTo(JobAssembly.source(cluster, from));
            JobAssembly.add(env, events, results.disorder, options);
        } catch (IllegalArgumentException e) {
            throw UserException.usage(e.getMessage());
        }
    }

    private String jobName(Input input) {
        return switch (input) {
            case REPLAY -> "Nomad results of " + replay.getFileName();
            case KAFKA -> "Nomad results of " + kafka.describe();
            case SIMULATE -> "Nomad results of a simulated cluster";
            case CLUSTER -> "Nomad results of " + String.join(", ", cluster.addresses);
        };
    }
}
