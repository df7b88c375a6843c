package io.nomadflink.jobs.cli;

import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that only mean something when Flink runs in this process. */
final class ClusterRefusals {
    private static final Set<String> LOCAL =
            Set.of(
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
        for (OptionSpec option : spec.options()) {
            if (LOCAL.contains(option.longestName()) && isSet(spec, option)) {
                throw UserException.usage(
                        option.longestName()
                                + " is for runs inside one process; on a cluster use Flink's own options,"
                                + " such as -p, -s and execution.checkpointing.interval");
            }
        }
    }

    /**
     * @throws UserException always
     */
    static void refuse(String command) {
        throw UserException.usage(
                "'" + command + "' is for one process only; on a cluster submit 'run'");
    }

    private static boolean isSet(CommandSpec spec, OptionSpec option) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            return true;
        }
        Object value = option.getValue();
        boolean absent = value == null || value.equals(false);
        return !absent && !Objects.equals(text(value), option.defaultValue());
    }

    private static String text(Object value) {
        return value instanceof java.time.Duration duration
                ? Durations.format(duration)
                : value.toString();
    }
}
