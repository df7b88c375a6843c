package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.jobs.record.Recorder;
import io.nomadflink.jobs.record.RecordingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code record}: the exact frames of a cluster to a file that {@code run --replay} reads. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the exact frames of Nomad's event stream to a file, each event once.")
final class RecordCommand implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config;
    @Mixin ClusterOptions cluster;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write, packed if its name ends in .gz; must not exist.")
    Path file;

    @Option(
            names = "--topic",
            split = ",",
            paramLabel = "TOPIC[:KEY]",
            defaultValue = "*",
            description =
                    "A topic, as a whole or one key of it, repeatable; * for all (default: ${DEFAULT-VALUE}).")
    List<String> topics = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "earliest",
            converter = StartingPositions.class,
            description = "Where to begin: earliest, latest, index:N (default: ${DEFAULT-VALUE}).")
    StartingPosition from;

    @Option(
            names = "--stop-after",
            paramLabel = "DURATION",
            description = "Stop by itself after so long, as on Ctrl-C.")
    Duration stopAfter;

    private long gaps;

    @Override
    public Integer call() throws Exception {
        if (!NomadFlink.isLauncher()) {
            ClusterRefusals.refuse("record");
        }
        if (from.start() instanceof Start.Snapshot) {
            throw UserException.usage(
                    "--from snapshot: a recording holds what the stream says; earliest, latest or index:N");
        }
        Subscription subscription = subscription();
        cluster.check(spec);
        Preflight.check(cluster, List.of(subscription));
        CountDownLatch stop = StopRequest.latch(stopAfter);
        try (NomadClient client = new NomadClient(cluster.settings());
                RecordingFile out = create()) {
            record(new Recorder(client, subscription, from.start(), this::warn), out, stop);
        }
        return 0;
    }

    private void record(Recorder recorder, RecordingFile out, CountDownLatch stop)
            throws InterruptedException {
        try {
            recorder.record(out, () -> stop.getCount() == 0);
        } catch (IOException e) {
            throw UserException.failed(Causes.inOneLine(e));
        } finally {
            tell(out);
        }
    }

    private Subscription subscription() {
        if (cluster.namespaces.size() > 1) {
            throw UserException.usage(
                    "--namespace "
                            + String.join(",", cluster.namespaces)
                            + ": a recording holds one namespace, or * for all");
        }
        try {
            return Subscription.of(cluster.region, cluster.namespaces.get(0), topics());
        } catch (IllegalArgumentException e) {
            throw UserException.usage(e.getMessage());
        }
    }

    private Map<Topic, Set<String>> topics() {
        Map<Topic, Set<String>> keys = new LinkedHashMap<>();
        for (String text : topics) {
            int colon = text.indexOf(':');
            Topic topic = KnownTopics.of(colon < 0 ? text : text.substring(0, colon), text);
            keys.computeIfAbsent(topic, t -> new TreeSet<>())
                    .add(colon < 0 ? Subscription.ALL : text.substring(colon + 1));
        }
        return keys;
    }

    private RecordingFile create() {
        try {
            return RecordingFile.create(file);
        } catch (FileAlreadyExistsException e) {
            throw UserException.usage("--out " + file + " exists already");
        } catch (IOException e) {
            throw UserException.usage(
                    "--out " + file + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private void warn(Gap gap) {
        gaps++;
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                "gap: events may be missing between index "
                        + gap.afterIndex()
                        + " and "
                        + gap.beforeIndex()
                        + " ("
                        + gap.cause()
                        + ")");
        err.flush();
    }

    private void tell(RecordingFile out) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                out.frames()
                        + " frames with "
                        + out.events()
                        + " events in "
                        + file
                        + (out.frames() == 0 ? "" : ", the last at index " + out.lastIndex())
                        + (gaps == 0 ? "" : "; gaps: " + gaps));
        err.flush();
    }
}
