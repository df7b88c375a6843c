package io.nomadflink.jobs.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Options that only mean something when Flink runs in this process. */
final class ClusterRefusals {
    private static final List<String> LOCAL =
            List.of(
                    "--simulate",
                    "--state",
                    "--parallelism",
                    "--checkpoint-interval",
                    "--stop-after");

    private ClusterRefusals() {}

    /**
     * @throws UserException for one that was given, or set to another value than its default
     */
    static void check(CommandSpec spec) {
        GivenOptions given = new GivenOptions(spec);
        for (String option : LOCAL) {
            if (spec.findOption(option) != null) {
                given.refuse(
                        option,
                        "is for runs inside one process; on a cluster use Flink's own options,"
                                + " such as -p, -s and execution.checkpointing.interval");
            }
        }
    }

    /**
     * @throws UserException always
     */
    static void refuse(String command) {
        throw UserException.usage(
                "'"
                        + command
                        + "' is for one process only; on a cluster submit 'run' or 'capture'");
    }
}
