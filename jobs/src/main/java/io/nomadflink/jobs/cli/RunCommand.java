package io.nomadflink.jobs.cli;

import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the jobs, on Flink in this process or, submitted to one, on a cluster. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Computes failure rates and deployment durations from Nomad's events.")
final class RunCommand implements Callable<Integer> {
    @Mixin ConfigOption config;
    @Mixin ClusterOptions cluster;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description =
                    "Read a recorded stream, plain or gzip, or a directory that 'capture' has filled,"
                            + " instead of a cluster, and end.")
    Path replay;

    @Mixin KafkaInput kafka;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "earliest",
            converter = StartingPositions.class,
            description =
                    "Where to begin when there is no state: earliest, latest, index:N (default: ${DEFAULT-VALUE}).")
    StartingPosition from;

    @Mixin ResultSettings results;
    @Mixin LocalOptions local;

    @Override
    public Integer call() throws Exception {
        local.check();
        kafka.check();
        if (replay != null && !Files.isReadable(replay)) {
            throw UserException.usage("--replay " + replay + " cannot be read");
        }
        try {
            return NomadFlink.isLauncher() ? local() : onCluster();
        } catch (IllegalArgumentException e) {
            throw UserException.usage(e.getMessage());
        }
    }

    private int local() throws Exception {
        if (replay == null && !kafka.isGiven()) {
            Preflight.check(cluster);
        }
        LocalRun.RunSettings settings =
                new LocalRun.RunSettings(
                        local.state,
                        results.shape(),
                        local.parallelism,
                        local.interval,
                        results.patience,
                        local.stopAfter,
                        replay != null || kafka.toTheEnd);
        return new LocalRun(settings).run(jobName(), this::assemble);
    }

    private int onCluster() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            env.enableCheckpointing(local.interval.toMillis());
        }
        assemble(env);
        env.execute(jobName());
        return 0;
    }

    private void assemble(StreamExecutionEnvironment env) {
        if (kafka.isGiven()) {
            ResultPipelines.add(
                    kafka.read(env, results.disorder, results.window),
                    results.options(cluster.region));
            return;
        }
        JobAssembly.add(
                env,
                replay != null ? JobAssembly.replay(replay) : JobAssembly.source(cluster, from),
                results.disorder,
                results.options(cluster.region));
    }

    private String jobName() {
        if (replay != null) {
            return "Nomad results of " + replay.getFileName();
        }
        if (kafka.isGiven()) {
            return "Nomad results of " + kafka.describe();
        }
        return "Nomad results of " + String.join(", ", cluster.addresses);
    }
}
