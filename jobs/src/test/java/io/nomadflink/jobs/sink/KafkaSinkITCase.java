package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.jobs.testing.KafkaBroker;
import io.nomadflink.jobs.testing.NewestRows;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows in a real broker. */
class KafkaSinkITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir static Path directory;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void holdsTheRowsAsUpserts() throws Exception {
        RecordedRun run = RecordedRun.into(sink("plain", "", Duration.ofMinutes(1)));
        run.finish();
        assertTables(run, "plain");
    }

    @Test
    void holdsEachRowOnceIfWanted() throws Exception {
        RecordedRun run =
                RecordedRun.slowlyInto(
                        sink("once", "?exactly-once=true", Duration.ofMinutes(1)), 3);
        run.finish();
        assertTables(run, "once");
    }

    @Test
    void brokersThatStayAwayFailTheJobAndNothingElse() throws Exception {
        ResultSink nowhere =
                ResultSinks.of("kafka://localhost:1/x", null, Duration.ofMillis(1_500));
        JobClient job = RecordedRun.into(nowhere).start();
        CommonTestUtils.waitUntilCondition(() -> job.getJobStatus().get() == JobStatus.FAILED, 50L);

        RecordedRun next = RecordedRun.into(sink("after", "", Duration.ofMinutes(1)));
        next.finish();
        assertTables(next, "after");
    }

    @Test
    void propertiesComeFromAFileAndStayOutOfTheJob() throws Exception {
        Path file = directory.resolve("client.properties");
        Files.writeString(file, "client.id=s3cret-client\nacks=all\n");
        ResultSink sink = sink("file", "?properties=" + file, Duration.ofMinutes(1));
        RecordedRun run = RecordedRun.into(sink);
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        new ObjectOutputStream(graph)
                .writeObject(run.environment().getStreamGraph(false).getJobGraph());
        assertThat(graph.toString(StandardCharsets.ISO_8859_1))
                .contains("client.properties")
                .doesNotContain("s3cret-client");
        run.finish();
        assertTables(run, "file");
    }

    private static ResultSink sink(String prefix, String options, Duration patience) {
        return ResultSinks.of(
                "kafka://" + broker.address() + "/" + prefix + options, null, patience);
    }

    private static void assertTables(RecordedRun run, String prefix) throws Exception {
        NewestRows found = NewestRows.ofTopics(broker, prefix);
        for (Table table :
                List.of(
                        Tables.ALLOCATION_FAILURE_RATE,
                        Tables.DEPLOYMENT_DURATION,
                        Tables.DEPLOYMENT_DURATION_STATS)) {
            assertThat(found.of(table))
                    .as(table.name())
                    .isNotEmpty()
                    .isEqualTo(run.expected(table));
        }
    }
}
