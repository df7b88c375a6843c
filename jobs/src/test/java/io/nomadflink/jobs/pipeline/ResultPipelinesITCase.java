package io.nomadflink.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.AllocationChange;
import io.nomadflink.jobs.change.AllocationId;
import io.nomadflink.jobs.change.ClientStatus;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.DeploymentChange;
import io.nomadflink.jobs.change.GapFound;
import io.nomadflink.jobs.change.JobDeleted;
import io.nomadflink.jobs.change.JobKey;
import io.nomadflink.jobs.change.JobsListed;
import io.nomadflink.jobs.change.Malformed;
import io.nomadflink.jobs.sink.ResultSinks;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResultPipelinesITCase {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .build());

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Test
    void moreTasksThanStateCanBeSpreadOverAreRefused() {
        StreamExecutionEnvironment environment = Pipelines.environment(129, new Configuration());
        DataStream<ClusterChange> changes = Pipelines.stream(environment, List.of(gap("", 5)));

        assertThatThrownBy(() -> ResultPipelines.add(changes, ResultOptions.to(new MemorySink())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("129")
                .hasMessageContaining("128");
    }

    @Test
    void gapsAreRows() throws Exception {
        MemorySink sink = new MemorySink();
        run(ResultOptions.to(sink), gap("", 5), gap("eu", 6));

        Instant shown = Instant.parse("2026-01-02T03:04:05.678Z");
        assertThat(sink.rows(Tables.STREAM_GAP))
                .containsExactlyInAnyOrder(
                        Row.of(
                                "global",
                                "*",
                                "Job,Allocation",
                                5L,
                                9L,
                                shown,
                                "server_restart",
                                true),
                        Row.of("eu", "*", "Job,Allocation", 6L, 9L, shown, "server_restart", true));
    }

    @Test
    void aListOfOneNamespaceClosesNothingInAnother() throws Exception {
        MemorySink sink = new MemorySink();
        run(
                ResultOptions.to(sink),
                running("of-a", "a", "gone"),
                running("of-a-too", "a", "there"),
                running("of-b", "b", "elsewhere"),
                JobsListed.of("a", Set.of(new JobKey("a", "there")), 2_000, 2_000, 9));

        assertThat(statuses(sink))
                .isEqualTo(Map.of("of-a", "purged", "of-a-too", "running", "of-b", "running"));
    }

    @Test
    void aListOfAllNamespacesClosesWhatIsInNone() throws Exception {
        MemorySink sink = new MemorySink();
        run(
                ResultOptions.to(sink),
                running("of-a", "a", "gone"),
                running("of-b", "b", "there"),
                JobsListed.of("*", Set.of(new JobKey("b", "there")), 2_000, 2_000, 9));

        assertThat(statuses(sink)).isEqualTo(Map.of("of-a", "purged", "of-b", "running"));
    }

    private static Map<String, String> statuses(MemorySink sink) {
        return sink.rows(Tables.DEPLOYMENT_DURATION).stream()
                .collect(
                        Collectors.toMap(
                                row -> (String) row.getField(0), row -> (String) row.getField(5)));
    }

    private static DeploymentChange running(String id, String namespace, String job) {
        return new DeploymentChange(
                id,
                namespace,
                job,
                0,
                "running",
                1_000,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                false,
                1_000,
                1,
                Origin.STREAM);
    }

    @Test
    void payloadsThatCouldNotBeReadAreCounted() throws Exception {
        Malformed malformed = new Malformed("Job", 1, 1, Origin.STREAM);
        JobID job = run(ResultOptions.to(new MemorySink()), malformed, malformed);

        assertThat(counter(job, "malformedPayloads")).isEqualTo(2);
    }

    @Test
    void eventsThatComeTooLateAreCounted() throws Exception {
        MemorySink sink = new MemorySink();
        ResultOptions strict = ResultOptions.to(sink).withAllowedLateness(Duration.ZERO);
        StreamExecutionEnvironment environment = Pipelines.environment(1, new Configuration());
        ResultPipelines.add(
                Pipelines.stream(environment, List.of(placed(1, 600_000), placed(2, 1_000)))
                        .assignTimestampsAndWatermarks(Pipelines.watermarkAfterEach()),
                strict);
        JobClient job = environment.executeAsync();
        job.getJobExecutionResult().get();

        assertThat(counter(job.getJobID(), "lateEvents")).isEqualTo(1);
        assertThat(sink.rows(Tables.ALLOCATION_FAILURE_RATE)).hasSize(1);
    }

    @Test
    void onlyTheJobsAskedForRun() throws Exception {
        MemorySink sink = new MemorySink();
        run(
                ResultOptions.to(sink).withJobs(Set.of(Job.DEPLOYMENT_DURATION)),
                placed(1, 1_000),
                new JobDeleted("default", "web", 1_000, 1_000, 2, Origin.STREAM));

        assertThat(sink.rows(Tables.ALLOCATION_FAILURE_RATE)).isEmpty();
    }

    @Test
    void everyOperatorHasItsIdentity() {
        StreamExecutionEnvironment environment = Pipelines.environment(2, new Configuration());
        environment.getConfig().disableAutoGeneratedUIDs();
        ResultPipelines.add(
                Pipelines.stream(environment, List.of(placed(1, 1))),
                ResultOptions.to(
                        ResultSinks.of("print"),
                        ResultSinks.of("sqlite:a.db"),
                        ResultSinks.of("sqlite:b.db"),
                        ResultSinks.of("jdbc:postgresql://a@host/b"),
                        ResultSinks.of("kafka://host:1/a?exactly-once=true"),
                        ResultSinks.of("files:a"),
                        ResultSinks.of("webhook:http://host/a")));

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrderElementsOf(uids());
    }

    /** Those of the state of users: never changed, only added to. */
    private static List<String> uids() {
        List<String> uids =
                new ArrayList<>(
                        List.of(
                                "source",
                                "changes",
                                "known-jobs",
                                "allocation-failure-rate",
                                "deployment-duration",
                                "deployment-duration-stats",
                                "stream-gaps"));
        for (String table :
                List.of(
                        "allocation_failure_rate",
                        "deployment_duration",
                        "deployment_duration_stats",
                        "stream_gap")) {
            String sink = "sink-" + table + "-";
            uids.add(sink + "0-text");
            IntStream.range(0, 7).forEach(i -> uids.add(sink + i));
            uids.add("Sink Committer: " + sink + "4");
            uids.add("Sink Committer: " + sink + "5");
        }
        return uids;
    }

    private static JobID run(ResultOptions options, ClusterChange... changes) throws Exception {
        StreamExecutionEnvironment environment = Pipelines.environment(2, new Configuration());
        ResultPipelines.add(Pipelines.stream(environment, List.of(changes)), options);
        JobClient job = environment.executeAsync();
        job.getJobExecutionResult().get();
        return job.getJobID();
    }

    private static long counter(JobID job, String name) {
        return METRICS.findMetrics(job, name).values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    private static GapFound gap(String region, long after) {
        return new GapFound(
                new Gap(
                        region,
                        "*",
                        "Job,Allocation",
                        after,
                        9,
                        AT,
                        null,
                        Gap.Cause.SERVER_RESTART,
                        true));
    }

    private static AllocationChange placed(int id, long time) {
        return new AllocationChange(
                "default",
                "web",
                new AllocationId(0, id),
                "group",
                ClientStatus.PENDING,
                false,
                true,
                time,
                time,
                1,
                Origin.STREAM);
    }
}
