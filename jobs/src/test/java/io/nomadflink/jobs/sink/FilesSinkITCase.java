package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.jobs.testing.NewestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows in files, read back. */
class FilesSinkITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir Path directory;

    @Test
    void holdTheRowsByHour() throws Exception {
        RecordedRun run = RecordedRun.into(sink(Duration.ofMinutes(1)));
        run.finish();
        assertTables(run);
        for (Path file : files(Tables.ALLOCATION_FAILURE_RATE)) {
            String hour = lines(file).get(0).get("window_start").asText();
            assertThat(file.getParent().toString())
                    .endsWith("day=" + hour.substring(0, 10) + "/hour=" + hour.substring(11, 13));
        }
    }

    @Test
    void mayBeImpossibleToWriteForAWhile() throws Exception {
        RecordedRun run = RecordedRun.slowlyInto(sink(Duration.ofSeconds(1)), Integer.MAX_VALUE);
        JobClient job = run.start();
        CommonTestUtils.waitUntilCondition(
                () -> !files(Tables.ALLOCATION_FAILURE_RATE).isEmpty(), 20L);
        Path aside = directory.resolveSibling(directory.getFileName() + "-aside");
        Files.move(directory.resolve("out"), aside);
        Files.writeString(directory.resolve("out"), "in the way");
        CommonTestUtils.waitUntilCondition(() -> job.getJobStatus().get() != JobStatus.RUNNING, 5L);
        Files.delete(directory.resolve("out"));
        Files.move(aside, directory.resolve("out"));

        job.getJobExecutionResult().get();
        assertTables(run);
    }

    private ResultSink sink(Duration patience) {
        return ResultSinks.of("files:" + directory.resolve("out"), null, patience);
    }

    private void assertTables(RecordedRun run) throws Exception {
        NewestRows found = NewestRows.ofFiles(directory.resolve("out"));
        for (Table table : List.of(Tables.ALLOCATION_FAILURE_RATE, Tables.DEPLOYMENT_DURATION)) {
            assertThat(found.of(table))
                    .as(table.name())
                    .isNotEmpty()
                    .isEqualTo(run.expected(table));
        }
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(RecordedRun.JSON.readTree(line));
        }
        return rows;
    }

    private List<Path> files(Table table) throws IOException {
        Path root = directory.resolve("out").resolve(table.name());
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(f -> f.getFileName().toString().matches("part-.*\\.jsonl")).toList();
        }
    }
}
