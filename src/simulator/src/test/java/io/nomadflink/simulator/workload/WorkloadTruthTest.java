package io.nomadflink.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.simulator.SimulatedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth of a workload is what its events tell a careful reader. */
class WorkloadTruthTest {

    private int linesSeen;
    private long fingerprint;
    private final Map<GroupKey, Counts> groups = new HashMap<>();
    private final Map<Instant, Map<GroupKey, Counts>> minutes = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, JsonNode> deployments = new HashMap<>();
    private final Map<String, Instant> ends = new HashMap<>();
    private final Set<String> deletedJobs = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void eventsTellTheTruth(long seed) {
        Workload workload = workload(seed);
        workload.run(Duration.ofMinutes(10));
        Truth midway = workload.truth();
        assertThat(midway.groups()).isEqualTo(groups);
        assertThat(midway.minutes()).isEqualTo(minutes);

        workload.finish();
        Truth truth = workload.truth();
        assertThat(truth.groups()).isEqualTo(groups);
        assertThat(truth.minutes()).isEqualTo(minutes);
        assertThat(truth.total().failed()).isPositive();
        assertThat(truth.total().lost()).isPositive();
        assertThat(truth.deployments().keySet()).isEqualTo(deployments.keySet());
        truth.deployments().values().forEach(this::hasItsEvents);
    }

    @Test
    void everyDeploymentEndsInOneOfItsWays() {
        Workload workload = workload(4);
        workload.run(Duration.ofMinutes(20));
        workload.finish();
        assertThat(workload.truth().deployments().values())
                .allSatisfy(deployment -> assertThat(deployment.end()).isNotNull())
                .allSatisfy(deployment -> assertThat(deployment.duration()).isPositive())
                .anyMatch(deployment -> deployment.status().equals("successful"))
                .anyMatch(deployment -> deployment.status().equals("failed"))
                .anyMatch(deployment -> deployment.status().equals("cancelled"))
                .anyMatch(deployment -> !deployment.paused().isZero())
                .anyMatch(DeploymentTruth::purged);
    }

    @Test
    void theSameSeedGivesTheSameLines() {
        workload(5).run(Duration.ofMinutes(3));
        long first = fingerprint;
        fingerprint = 0;
        workload(5).run(Duration.ofMinutes(3));
        assertThat(fingerprint).isEqualTo(first);
        assertThat(linesSeen).isGreaterThan(1000);
    }

    @Test
    void linesComeAtTheRateAsked() {
        Workload workload = workload(6);
        workload.run(Duration.ofMinutes(10));
        assertThat(workload.lines() / 600.0).isBetween(14.0, 28.0);
    }

    private Workload workload(long seed) {
        return Workload.publishingTo(this::read)
                .seed(seed)
                .rate(20)
                .startTime(Instant.parse("2026-11-23T06:00:17Z"))
                .build();
    }

    private void read(long index, List<SimulatedEvent> events) {
        linesSeen++;
        fingerprint = 31 * fingerprint + 7 * index + events.hashCode();
        for (SimulatedEvent event : events) {
            switch (event.topic()) {
                case "Allocation" -> allocation(event.object());
                case "Deployment" -> deployment(event.object());
                case "Job" -> job(event);
                default -> assertThat(event.topic()).isNotEmpty();
            }
        }
    }

    private void allocation(JsonNode allocation) {
        String id = allocation.path("ID").asText();
        String status = allocation.path("ClientStatus").asText();
        if (seen.add(id)) {
            assertThat(status).isEqualTo("pending");
            count(allocation, new Counts(1, 0, 0, 0), allocation.path("CreateTime").longValue());
        }
        if (seen.add(id + status)) {
            count(allocation, Counts.ofStatus(status), allocation.path("ModifyTime").longValue());
        }
    }

    private void count(JsonNode allocation, Counts counts, long nanos) {
        if (!counts.equals(Counts.NONE)) {
            GroupKey key =
                    new GroupKey(
                            allocation.path("Namespace").asText(),
                            allocation.path("JobID").asText(),
                            allocation.path("TaskGroup").asText());
            Instant minute = Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.MINUTES);
            groups.merge(key, counts, Counts::plus);
            minutes.computeIfAbsent(minute, m -> new HashMap<>()).merge(key, counts, Counts::plus);
        }
    }

    private void deployment(JsonNode deployment) {
        String id = deployment.path("ID").asText();
        deployments.put(id, deployment);
        if (!Set.of("running", "paused").contains(deployment.path("Status").asText())) {
            long nanos = deployment.path("ModifyTime").longValue();
            ends.putIfAbsent(id, Instant.ofEpochSecond(0, nanos));
        }
    }

    private void job(SimulatedEvent event) {
        if (event.payload().path("Deleted").asBoolean()) {
            deletedJobs.add(event.namespace() + "/" + event.key());
        }
    }

    private void hasItsEvents(DeploymentTruth truth) {
        JsonNode last = deployments.get(truth.id());
        assertThat(last.path("Status").asText()).isEqualTo(truth.status());
        assertThat(Instant.ofEpochSecond(0, last.path("CreateTime").longValue()))
                .isEqualTo(truth.start());
        if (truth.purged()) {
            assertThat(deletedJobs).contains(truth.namespace() + "/" + truth.job());
        } else {
            assertThat(ends.get(truth.id())).isEqualTo(truth.end());
        }
    }
}
