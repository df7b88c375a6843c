package io.nomadflink.jobs.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Where {@code run} reads events. */
enum Input {
    CLUSTER("--address"),
    REPLAY("--replay"),
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
    static Input chosen(CommandSpec spec, boolean replay, boolean simulate) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<Input> named =
                Stream.of(values()).filter(i -> parsed.hasMatchedOption(i.option)).toList();
        if (named.isEmpty()) {
            named =
                    Stream.of(REPLAY, SIMULATE)
                            .filter(i -> i == REPLAY ? replay : simulate)
                            .toList();
        }
        if (named.size() > 1) {
            throw UserException.usage(
                    named.get(0).option
                            + " and "
                            + named.get(1).option
                            + " are two inputs; give one of --address, --replay, --simulate");
        }
        return named.isEmpty() ? CLUSTER : named.get(0);
    }
}
