package io.nomadflink.jobs.cli;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Where {@code run} reads events. */
enum Input {
    CLUSTER("--address"),
    REPLAY("--replay"),
    KAFKA("--from-kafka"),
    SIMULATE("--simulate");

    private final String option;

    Input(String option) {
        this.option = option;
    }

    /**
     * The input that the command line names, else that of the configuration, else a cluster.
     *
     * @throws UserException if two are named
     */
    static Input chosen(CommandSpec spec, boolean replay, boolean kafka, boolean simulate) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<Input> named =
                Stream.of(values()).filter(i -> parsed.hasMatchedOption(i.option)).toList();
        if (named.isEmpty()) {
            named =
                    Stream.of(
                                    replay ? REPLAY : null,
                                    kafka ? KAFKA : null,
                                    simulate ? SIMULATE : null)
                            .filter(Objects::nonNull)
                            .toList();
        }
        if (named.size() > 1) {
            throw UserException.usage(
                    named.get(0).option
                            + " and "
                            + named.get(1).option
                            + " are two inputs; give one of --address, --replay, --from-kafka, --simulate");
        }
        return named.isEmpty() ? CLUSTER : named.get(0);
    }
}
