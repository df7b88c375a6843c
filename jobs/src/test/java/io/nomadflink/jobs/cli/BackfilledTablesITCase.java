package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.jobs.sink.Tables;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;
import io.nomadflink.simulator.workload.GroupKey;
import io.nomadflink.simulator.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a gap that was healed from lists, the tables say what the lists say. */
class BackfilledTablesITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final Set<String> ENDED = Set.of("successful", "failed", "cancelled", "purged");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final NomadSimulator server =
            NomadSimulator.builder().bufferSize(100_000).heartbeat(Duration.ofMillis(200)).start();
    private final ServerLists lists = new ServerLists(server.address());
    private final MemorySink sink = new MemorySink();
    private final MemoryTables tables = new MemoryTables(sink);
    private JobClient job;

    private void submit() throws Exception {
        job = tables.submit(server);
        assertThat(server.awaitSubscribers(1, Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        job.cancel().get();
        server.close();
    }

    // ---- what a cluster does by itself

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void areWhatTheListsSay(long seed) throws Exception {
        Workload workload =
                Workload.publishingTo(server::publish).seed(seed).startTime(START).build();
        workload.run(Duration.ofMinutes(2));
        submit();
        awaitDeployments();
        miss(() -> workload.run(Duration.ofMinutes(6)));
        workload.run(Duration.ofMinutes(1));
        workload.finish();

        awaitDeployments();
        assertThat(purged()).as("deployments of jobs that were purged unseen").isNotEmpty();
        assertAllocations(workload);
        assertThat(sink.rows(Tables.STREAM_GAP))
                .singleElement()
                .satisfies(gap -> assertThat(gap.getField(7)).as("healed").isEqualTo(true));
    }

    /** All that is written goes past the source. */
    private void miss(Runnable writes) throws InterruptedException {
        server.faults().refuseStreams(500, Duration.ofSeconds(2));
        server.faults().closeAll();
        Waiting.until(() -> server.subscribers() == 0, () -> "still subscribed");
        writes.run();
        server.faults().forget();
        Waiting.until(
                () ->
                        sink.rows(Tables.STREAM_GAP).stream()
                                .anyMatch(BackfilledTablesITCase::healed),
                () -> "no gap was healed: " + sink.rows(Tables.STREAM_GAP));
    }

    private static boolean healed(Row gap) {
        return (boolean) gap.getField(7);
    }

    /** Each deployment of the list has a row with its status, and no other one is open. */
    private void awaitDeployments() throws Exception {
        Map<String, String> listed = lists.deployments();
        Waiting.until(
                () -> listedRows(listed).equals(listed) && open().equals(open(listed)),
                () ->
                        "the list says "
                                + listed
                                + ", the table "
                                + tables.statuses()
                                + " of which are open "
                                + open());
    }

    private Map<String, String> listedRows(Map<String, String> listed) {
        Map<String, String> found = new TreeMap<>(tables.statuses());
        found.keySet().retainAll(listed.keySet());
        return found;
    }

    private Set<String> open() {
        return open(tables.statuses());
    }

    private static Set<String> open(Map<String, String> statuses) {
        return statuses.entrySet().stream()
                .filter(entry -> !ENDED.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> purged() {
        return tables.statuses().entrySet().stream()
                .filter(entry -> entry.getValue().equals("purged"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** At least what is still listed, at most what really was; what was removed may be missing. */
    private void assertAllocations(Workload workload) throws Exception {
        Map<String, Long> all = lists.allocations();
        Map<String, Long> allFailed = lists.allocations("failed");
        Waiting.until(
                () -> holds(tables.sums(7), all) && holds(tables.sums(9), allFailed),
                () ->
                        "placed "
                                + tables.sums(7)
                                + ", listed "
                                + all
                                + "; failed "
                                + tables.sums(9));
        Map<String, Long> placed = tables.sums(7);
        Map<String, Long> failed = tables.sums(9);
        workload.truth()
                .groups()
                .forEach(
                        (group, counts) -> {
                            assertAtMost(placed, group, counts.placed(), "placed");
                            assertAtMost(failed, group, counts.failed(), "failed");
                        });
    }

    private static boolean holds(Map<String, Long> table, Map<String, Long> listed) {
        return listed.entrySet().stream()
                .allMatch(entry -> table.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    private static void assertAtMost(Map<String, Long> table, GroupKey group, long n, String what) {
        String key = group.namespace() + "/" + group.job() + "/" + group.group();
        assertThat(table.getOrDefault(key, 0L)).as(what + " of " + key).isLessThanOrEqualTo(n);
    }

    // ---- a job that is purged and registered again unseen

    private static ObjectNode object(String id, long index, Instant at) {
        long nanos = at.getEpochSecond() * 1_000_000_000L;
        return JsonNodeFactory.instance
                .objectNode()
                .put("ID", id)
                .put("Namespace", "default")
                .put("CreateIndex", index)
                .put("ModifyIndex", index)
                .put("CreateTime", nanos)
                .put("ModifyTime", nanos);
    }

    private static SimulatedEvent web(long index, long created, boolean deleted) {
        ObjectNode web = object("web", index, START).put("Status", "running");
        return SimulatedEvents.job(
                deleted ? "JobDeregistered" : "JobRegistered",
                web.put("CreateIndex", created),
                deleted);
    }

    private static SimulatedEvent allocation(String id, long index, Instant at, String status) {
        ObjectNode allocation = object(id, index, at).put("JobID", "web").put("TaskGroup", "api");
        allocation.put("ClientStatus", status).put("DesiredStatus", "run").put("NodeID", "n");
        return SimulatedEvents.allocation("PlanResult", allocation);
    }

    private static SimulatedEvent deployment(String id, long index, Instant at) {
        ObjectNode deployment = object(id, index, at).put("JobID", "web").put("Status", "running");
        return SimulatedEvents.deployment("PlanResult", deployment);
    }

    @Test
    void aJobThatWasPurgedAndRegisteredAgainBeginsAnew() throws Exception {
        String old = UUID.randomUUID().toString();
        String fresh = UUID.randomUUID().toString();
        server.publish(10, web(10, 10, false));
        server.publish(11, allocation(old, 11, START, "running"), deployment("before", 11, START));
        submit();
        Waiting.until(() -> open().equals(Set.of("before")), () -> "rows " + tables.statuses());
        Instant later = START.plusSeconds(60);
        miss(
                () -> {
                    server.publish(20, web(10, 10, true));
                    server.publish(30, web(30, 30, false));
                    server.publish(
                            31,
                            allocation(fresh, 31, later, "running"),
                            deployment("after", 31, later));
                });

        Waiting.until(
                () -> tables.statuses().equals(Map.of("before", "purged", "after", "running")),
                () -> "rows " + tables.statuses());
        ObjectNode failed = object(fresh, 40, later.plusSeconds(60)).put("CreateIndex", 31);
        failed.put("JobID", "web").put("TaskGroup", "api").put("ClientStatus", "failed");
        server.publish(
                40, SimulatedEvents.allocation("AllocationUpdated", failed.put("NodeID", "n")));
        Waiting.until(
                () -> tables.sums(9).getOrDefault("default/web/api", 0L) == 1, () -> "no failure");
        assertThat(activeAt(later.plusSeconds(60))).as("the old one is gone").isEqualTo(1);
        assertThat(tables.sums(7)).isEqualTo(Map.of("default/web/api", 2L));
    }

    private long activeAt(Instant time) {
        return sink.rows(Tables.ALLOCATION_FAILURE_RATE).stream()
                .filter(row -> row.getField(4).equals(time))
                .mapToLong(row -> (long) row.getField(6))
                .sum();
    }
}
