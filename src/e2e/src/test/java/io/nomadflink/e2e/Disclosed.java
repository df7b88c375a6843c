package io.nomadflink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cluster shows to whoever looks: its UI, the arguments of processes, its files. */
final class Disclosed {
    private static final List<String> OF_A_CLUSTER =
            List.of("/jobs/overview", "/jars", "/jobmanager/config", "/config");
    private static final List<String> OF_A_JOB =
            List.of(
                    "",
                    "/config",
                    "/plan",
                    "/exceptions",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/accumulators",
                    "/metrics");

    private Disclosed() {}

    /** What Flink's UI is made of. */
    static String pages(FlinkRest rest, String... jobs) throws Exception {
        StringBuilder seen = new StringBuilder();
        for (String page : OF_A_CLUSTER) {
            seen.append(rest.get(page));
        }
        for (String job : jobs) {
            for (String page : OF_A_JOB) {
                seen.append(rest.get("/jobs/" + job + page));
            }
            for (JsonNode vertex : rest.get("/jobs/" + job).get("vertices")) {
                String at = "/jobs/" + job + "/vertices/" + vertex.get("id").asText();
                seen.append(rest.get(at)).append(rest.get(at + "/subtasks/metrics"));
            }
        }
        return seen.toString();
    }

    static String arguments() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .collect(Collectors.joining("\n"));
    }

    /** All that Flink's processes have written, but for the job jar. */
    static String files(Path home, long jar) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.walk(home)) {
            found = all.filter(Files::isRegularFile).toList();
        }
        StringBuilder text = new StringBuilder();
        for (Path file : found) {
            try {
                if (Files.size(file) < jar) {
                    text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                text.append("gone: ").append(file).append('\n');
            }
        }
        return text.toString();
    }
}
