package io.nomadflink.jobs.cli;

import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.SimulatorOptions;
import io.nomadflink.simulator.SimulatorProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: a made-up Nomad server's event stream, until it is stopped. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Serves the event stream of a made-up Nomad cluster, or a recording, on this machine.")
final class SimulateCommand implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4646",
            description =
                    "TCP port on the loopback interface, 0 for any (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--profile",
            paramLabel = "VERSION",
            defaultValue = "2.0",
            description =
                    "Which servers to imitate: 2.0, 1.11.2, 1.9, 1.6 (default: ${DEFAULT-VALUE}).")
    String profile;

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "Time between two heartbeats (default: ${DEFAULT-VALUE}).")
    Duration heartbeat;

    @Option(
            names = "--buffer-size",
            paramLabel = "N",
            defaultValue = "100",
            description = "Transactions that the server remembers (default: ${DEFAULT-VALUE}).")
    int bufferSize;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "global",
            description = "The server's region (default: ${DEFAULT-VALUE}).")
    String region;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Turns ACLs on and accepts the token in this file.")
    Path tokenFile;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The source of all chance (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "Transactions per second, on the average (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "Serve a recorded stream, plain or gzip, instead of a made-up cluster.")
    Path recording;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many times faster than recorded; Infinity for all at once (default: ${DEFAULT-VALUE}).")
    double speed;

    @Option(names = "--now", description = "Move the times of a recording to the present.")
    boolean movedToNow;

    @Option(
            names = "--stop-after",
            paramLabel = "DURATION",
            description = "Stop by itself after so long.")
    Duration stopAfter;

    @Override
    public Integer call() throws Exception {
        if (!NomadFlink.isLauncher()) {
            ClusterRefusals.refuse("simulate");
        }
        CountDownLatch stop = StopRequest.latch(stopAfter);
        try (SimulatorProgram program = start()) {
            tell(program.address());
            stop.await();
        }
        return 0;
    }

    private SimulatorProgram start() {
        SimulatorOptions options = options();
        try {
            return SimulatorProgram.start(options);
        } catch (UncheckedIOException e) {
            throw UserException.failed(
                    "--port " + port + " cannot be opened: " + Causes.inOneLine(e));
        }
    }

    private void checkSource() {
        GivenOptions given = new GivenOptions(spec);
        if (recording == null) {
            given.refuse("--speed", "needs --recording");
            given.refuse("--now", "needs --recording");
        } else {
            given.refuse("--seed", "is for a made-up cluster, not with --recording");
            given.refuse("--rate", "is for a made-up cluster, not with --recording");
        }
    }

    private SimulatorOptions options() {
        checkSource();
        require(port >= 0 && port < 65_536, "--port " + port + " is not between 0 and 65535");
        require(bufferSize > 0, "--buffer-size " + bufferSize + " is not more than 0");
        require(rate > 0, "--rate " + rate + " is not more than 0");
        require(speed > 0, "--speed " + speed + " is not more than 0");
        require(!heartbeat.isZero(), "--heartbeat 0s is not more than 0");
        require(
                recording == null || Files.isRegularFile(recording) && Files.isReadable(recording),
                "--recording " + recording + " cannot be read");
        return new SimulatorOptions(
                port,
                profile(),
                bufferSize,
                heartbeat,
                region,
                tokens(),
                seed,
                rate,
                recording,
                speed,
                movedToNow);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw UserException.usage(otherwise);
        }
    }

    private Profile profile() {
        try {
            return Profile.labelled(profile);
        } catch (IllegalArgumentException e) {
            throw UserException.usage(
                    "--profile '" + profile + "' is none of 2.0, 1.11.2, 1.9, 1.6");
        }
    }

    private List<String> tokens() {
        if (tokenFile == null) {
            return List.of();
        }
        try {
            return List.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw UserException.usage("--token-file " + tokenFile + " cannot be read");
        }
    }

    private void tell(String address) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("A simulated Nomad listens at " + address + " (Ctrl-C ends it). Try:");
        out.println("  curl -N '" + address + "/v1/event/stream?index=0&namespace=*'");
        out.println("  ./nomad-flink run --address " + address);
        out.flush();
    }
}
