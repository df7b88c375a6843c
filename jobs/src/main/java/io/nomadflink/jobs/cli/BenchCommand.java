package io.nomadflink.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code bench}: a program of its own, started by the launcher; here it only has a name. */
@Command(
        name = "bench",
        description =
                "Measures what reading the stream costs, from the socket to result tables; built from the source"
                        + " tree, 'bench --help' tells more.")
final class BenchCommand implements Callable<Integer> {
    @Unmatched List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw UserException.usage("'bench' is started by ./nomad-flink in the source tree only");
    }
}
