package io.nomadflink.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
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
                    "starts a cluster, makes a database and builds the jar: the test has them",
                    "export NOMAD_ADDR=http://127.0.0.1:4646",
                    "says where the reader's things are: the test says where its own are");

    /** What a machine may lack that builds the project. */
    private static final List<String> PROGRAMS = List.of("curl", "psql");

    /** One after the other, but for the queries. */
    String toRun() {
        return blocks("bash")
                .filter(Predicate.not(Commands::isQuery))
                .filter(Commands::isPossible)
                .collect(Collectors.joining("\n"));
    }

    /** What looks into tables when there are rows. */
    String queries() {
        return blocks("bash")
                .filter(Commands::isQuery)
                .filter(Commands::isPossible)
                .collect(Collectors.joining("\n"));
    }

    /** The first lines of blocks that are neither run nor named here. */
    List<String> forgotten() {
        return blocks("sh")
                .map(block -> block.lines().findFirst().orElse(""))
                .filter(line -> !NOT_RUN.containsKey(line))
                .toList();
    }

    private Stream<String> blocks(String mark) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(mark))
                .map(block -> block.group(2));
    }

    private static boolean isQuery(String block) {
        return block.startsWith("psql ");
    }

    private static boolean isPossible(String block) {
        return PROGRAMS.stream().allMatch(p -> !block.contains(p + " ") || isOnPath(p));
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
