package io.nomadflink.jobs.cli;

import io.nomadflink.jobs.pipeline.Job;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.sink.ResultSink;
import io.nomadflink.jobs.sink.ResultSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What to compute and where to put it. */
final class ResultSettings {
    private static final String SQLITE = "sqlite:";

    @Option(
            names = "--job",
            split = ",",
            paramLabel = "JOB",
            defaultValue = "failure-rate,deployment-duration",
            description = "What to compute: failure-rate, deployment-duration (default: both).")
    List<String> jobs = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "Size of the windows (default: ${DEFAULT-VALUE}).")
    Duration window;

    @Option(
            names = "--slide",
            paramLabel = "DURATION",
            description =
                    "Failure-rate windows begin every so often (default: the window, so that they do not overlap).")
    Duration slide;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description =
                    "For so long after its end a window is still corrected by late events (default:"
                            + " ${DEFAULT-VALUE}).")
    Duration lateness;

    @Option(
            names = "--retention",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description =
                    "For so long an ended allocation or deployment is recognised when the server sends it again"
                            + " (default: ${DEFAULT-VALUE}).")
    Duration retention;

    @Option(
            names = "--disorder",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description =
                    "How far behind the largest event time windows are closed (default: ${DEFAULT-VALUE}).")
    Duration disorder;

    @Option(
            names = "--sink",
            split = ",",
            paramLabel = "SINK",
            defaultValue = "sqlite:nomad-results.db",
            description =
                    "Where results go, repeatable: sqlite:PATH, jdbc:postgresql://[USER@]HOST/DATABASE,"
                            + " kafka://HOST:PORT/PREFIX[?exactly-once=true][&properties=FILE],"
                            + " files:DIR[?format=parquet], webhook:URL or webhook:@FILE, print"
                            + " (default: ${DEFAULT-VALUE}). A password comes from $PGPASSWORD or --password-file.")
    List<String> sinks = new ArrayList<>();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file that holds the database's password.")
    Path passwordFile;

    @Option(
            names = "--sink-patience",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description =
                    "How long a sink may be away before the job fails (default: ${DEFAULT-VALUE}).")
    Duration patience;

    ResultOptions options(String region) {
        ResultSink[] targets = sinks.stream().map(this::target).toArray(ResultSink[]::new);
        ResultOptions options =
                ResultOptions.to(targets)
                        .withWindow(window, slide == null ? window : slide)
                        .withAllowedLateness(lateness)
                        .withRetention(retention)
                        .withJobs(wantedJobs());
        return region.isEmpty() ? options : options.withRegion(region);
    }

    /**
     * @throws UserException naming an option whose value cannot be
     */
    void check() {
        positive("--window", window);
        positive("--retention", retention);
        positive("--sink-patience", patience);
        if (slide != null) {
            positive("--slide", slide);
        }
        if (slide != null && slide.compareTo(window) > 0) {
            throw UserException.usage(
                    "--slide "
                            + Durations.format(slide)
                            + " is longer than --window "
                            + Durations.format(window));
        }
        wantedJobs();
        sinks.forEach(this::target);
    }

    /**
     * Looks at files of this machine, when it is the one that writes.
     *
     * @throws UserException naming what is not there
     */
    void checkFiles() {
        if (passwordFile != null && !Files.isReadable(passwordFile)) {
            throw UserException.usage("--password-file " + passwordFile + " cannot be read");
        }
        sinks.forEach(ResultSettings::checkDirectory);
    }

    static void positive(String option, Duration value) {
        if (value.isZero()) {
            throw UserException.usage(option + " 0s is not more than 0");
        }
    }

    private static void checkDirectory(String sink) {
        if (!sink.startsWith(SQLITE)) {
            return;
        }
        Path file = Path.of(sink.substring(SQLITE.length())).toAbsolutePath();
        Path directory = file.getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
            throw UserException.usage(
                    "--sink "
                            + sink
                            + (Files.isDirectory(file)
                                    ? ": that is a directory"
                                    : ": there is no directory " + directory));
        }
    }

    private ResultSink target(String sink) {
        try {
            return ResultSinks.of(sink, passwordFile, patience);
        } catch (IllegalArgumentException e) {
            throw UserException.usage("--sink: " + e.getMessage());
        }
    }

    private Set<Job> wantedJobs() {
        Set<Job> wanted = EnumSet.noneOf(Job.class);
        for (String name : jobs) {
            wanted.add(
                    switch (name) {
                        case "failure-rate" -> Job.ALLOCATION_FAILURE_RATE;
                        case "deployment-duration" -> Job.DEPLOYMENT_DURATION;
                        default ->
                                throw UserException.usage(
                                        "--job '"
                                                + name
                                                + "' is none of failure-rate, deployment-duration");
                    });
        }
        return wanted;
    }

    /** What must not change between runs with one state directory. */
    String shape() {
        return "--window "
                + Durations.format(window)
                + " --slide "
                + Durations.format(slide == null ? window : slide);
    }
}
