package io.nomadflink.e2e;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shell commands of a page. Blocks marked {@code bash} are run, those marked {@code sh} are
 * not, for a reason that stands here.
 */
record Commands(String page) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(bash|sh)\\n(.*?)^```");

    /** By the first line. */
    private static final Map<String, String> NOT_RUN =
            Map.of(
                    "export FLINK_HOME=$HOME/flink-2.3.0",
                    "says where the reader's things are, and starts a cluster with scripts that are not in Maven Central",
                    "export NOMAD_ADDR=http://127.0.0.1:4646",
                    "says where the reader's things are: the test says where its own are");

    /** One after the other, but for the queries and what goes over REST. */
    String toRun() {
        return blocks(Predicate.not(Commands::isQuery).and(Predicate.not(Commands::isOverRest)));
    }

    /** What looks into tables when there are rows. */
    String queries() {
        return blocks(Commands::isQuery);
    }

    /** What needs curl. */
    String overRest() {
        return blocks(Commands::isOverRest);
    }

    /** The first lines of blocks that are neither run nor named here. */
    List<String> forgotten() {
        return marked("sh")
                .map(block -> block.lines().findFirst().orElse(""))
                .filter(line -> !NOT_RUN.containsKey(line))
                .toList();
    }

    private String blocks(Predicate<String> wanted) {
        return marked("bash").filter(wanted).collect(Collectors.joining("\n"));
    }

    private Stream<String> marked(String mark) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(mark))
                .map(block -> block.group(2));
    }

    private static boolean isQuery(String block) {
        return block.startsWith("psql ");
    }

    private static boolean isOverRest(String block) {
        return block.contains("curl ");
    }
}
