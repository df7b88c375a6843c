package io.nomadflink.jobs.cli;

import io.nomadflink.jobs.pipeline.ResultPipelines;
import picocli.CommandLine.Option;

/** How many tasks work on each step of the jobs, on Flink in this process. */
final class Parallelism {
    private static final int MOST = ResultPipelines.MAX_PARALLELISM;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Parallel tasks for each step, at most "
                            + MOST
                            + " (default: ${DEFAULT-VALUE}).")
    int tasks;

    void check() {
        if (tasks < 1 || tasks > MOST) {
            throw UserException.usage("--parallelism " + tasks + " is not between 1 and " + MOST);
        }
    }
}
