package io.nomadflink.jobs.cli;

import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSource;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.capture.CaptureJob;
import io.nomadflink.jobs.capture.CaptureSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code capture}: keeps events outside Nomad, on Flink in this process or on a cluster. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Keeps all of Nomad's events in Kafka or in files, for 'run --replay' and"
                        + " 'run --from-kafka'.")
final class CaptureCommand implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config;
    @Mixin ClusterOptions cluster;
    @Mixin SourceSettings settings;

    @Option(
            names = "--to",
            split = ",(?=kafka://|files:)",
            required = true,
            paramLabel = "TARGET",
            description =
                    "Where events go, repeatable: kafka://HOST:PORT/PREFIX[?exactly-once=false]"
                            + "[&properties=FILE] (topic PREFIX.events), files:DIR.")
    List<String> targets = new ArrayList<>();

    @Option(
            names = "--topic",
            split = ",",
            paramLabel = "TOPIC",
            description = "A topic of Nomad's, repeatable (default: all, which needs management).")
    List<String> topics = new ArrayList<>();

    @Option(
            names = "--redact",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Leave secrets out: environments, templates, tokens and the like (default)."
                            + " --no-redact keeps payloads as they are.")
    boolean redact;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Take a recorded stream, plain or gzip, instead of a cluster, and end.")
    Path replay;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "earliest",
            converter = StartingPositions.class,
            description =
                    "Where to begin when there is no state: earliest, latest, index:N, snapshot"
                            + " (default: ${DEFAULT-VALUE}).")
    StartingPosition from;

    @Option(
            names = "--sink-patience",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description =
                    "How long a target may be away before the job fails (default: ${DEFAULT-VALUE}).")
    Duration patience;

    @Mixin LocalOptions local;

    @Override
    public Integer call() throws Exception {
        check();
        settings.check();
        if (!NomadFlink.isLauncher()) {
            ClusterRefusals.check(spec);
            if (replay == null) {
                cluster.checkValues(spec);
            }
            return onCluster();
        }
        if (replay == null) {
            cluster.check(spec);
            Preflight.check(cluster);
        }
        LocalRun.RunSettings run =
                new LocalRun.RunSettings(
                        local.state,
                        "capture",
                        1,
                        local.interval,
                        patience,
                        local.stopAfter,
                        replay != null);
        return new LocalRun(run).run(jobName(), this::assemble);
    }

    private void check() {
        local.check();
        ResultSettings.positive("--sink-patience", patience);
        targets.forEach(
                target ->
                        Targets.parsed(
                                "--to", target, () -> CaptureSinks.of(target, patience, "check")));
        topics();
        if (replay != null) {
            checkReplay();
        }
    }

    private void checkReplay() {
        GivenOptions given = new GivenOptions(spec);
        for (String option : List.of("--topic", "--from")) {
            if (given.isOnCommandLine(option)) {
                throw UserException.usage(
                        option + " is for a cluster; a recording is captured as a whole");
            }
        }
        if (!Files.isReadable(replay)) {
            throw UserException.usage("--replay " + replay + " cannot be read");
        }
    }

    private Topic[] topics() {
        return topics.stream().map(name -> KnownTopics.of(name, name)).toArray(Topic[]::new);
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
        try {
            CaptureJob.add(env, source(), redact, targets, patience);
        } catch (IllegalArgumentException e) {
            throw UserException.usage(e.getMessage());
        }
    }

    private NomadSourceBuilder<byte[]> source() {
        if (replay != null) {
            return NomadSource.<byte[]>builder().setRecording(replay);
        }
        return settings.applyTo(JobAssembly.<byte[]>source(cluster, from)).setTopics(topics());
    }

    private String jobName() {
        return replay != null
                ? "Nomad capture of " + replay.getFileName()
                : "Nomad capture of " + String.join(", ", cluster.addresses);
    }
}
