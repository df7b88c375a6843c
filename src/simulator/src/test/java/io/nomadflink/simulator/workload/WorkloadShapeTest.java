package io.nomadflink.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.simulator.SimulatedEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The workload's lines look like those of a real 2.0.5. */
class WorkloadShapeTest {

    private static final Set<String> TWO_LINES = Set.of("JobRegistered", "JobDeregistered");

    private static final List<Line> MADE = new ArrayList<>();
    private static List<Line> recorded;

    @BeforeAll
    static void makeLines() throws IOException {
        recorded = Recordings.lines("2.0.5");
        Workload workload =
                Workload.publishingTo((index, events) -> MADE.add(new Line(index, events)))
                        .seed(7)
                        .rate(20)
                        .startTime(Instant.parse("2026-11-23T06:00:00Z"))
                        .build();
        workload.run(Duration.ofMinutes(20));
        workload.finish();
    }

    @Test
    void onlyRecordedTypesComeWithEachTopic() {
        assertThat(kinds(MADE)).isSubsetOf(kinds(recorded));
    }

    @Test
    void allTheUsualTypesCome() {
        assertThat(kinds(MADE))
                .contains(
                        "Job/JobRegistered",
                        "Job/JobDeregistered",
                        "Job/JobBatchDeregistered",
                        "Job/PlanResult",
                        "Job/AllocationUpdated",
                        "Job/DeploymentStatusUpdate",
                        "Evaluation/JobRegistered",
                        "Evaluation/AllocationUpdated",
                        "Evaluation/AllocationUpdateDesiredStatus",
                        "Evaluation/EvaluationUpdated",
                        "Deployment/PlanResult",
                        "Deployment/AllocationUpdated",
                        "Deployment/DeploymentStatusUpdate",
                        "Deployment/DeploymentPromotion",
                        "Allocation/PlanResult",
                        "Allocation/AllocationUpdated",
                        "Allocation/AllocationUpdateDesiredStatus",
                        "Node/AllocationUpdated",
                        "Node/NodeRegistration",
                        "Node/NodeStreamEvent",
                        "Node/NodeDrain",
                        "Node/NodeEligibility",
                        "Service/ServiceRegistration",
                        "Service/ServiceDeregistration");
    }

    @Test
    void objectsHaveNoFieldThatRealOnesLack() {
        Map<String, Set<String>> real = paths(recorded);
        paths(MADE)
                .forEach((topic, paths) -> assertThat(paths).as(topic).isSubsetOf(real.get(topic)));
    }

    @Test
    void objectsHaveTheFieldsThatAllRealOnesHave() {
        for (String topic :
                List.of("Job", "Allocation", "Evaluation", "Deployment", "Node", "Service")) {
            assertThat(commonFields(MADE, topic))
                    .as(topic)
                    .containsAll(commonFields(recorded, topic));
        }
    }

    @Test
    void onlyJobsAreRegisteredInTwoLines() {
        Map<Long, List<Line>> byIndex =
                MADE.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Line::index, TreeMap::new, Collectors.toList()));
        byIndex.values().stream()
                .filter(lines -> lines.size() > 1)
                .forEach(
                        lines -> {
                            assertThat(lines).hasSize(2);
                            assertThat(TWO_LINES).contains(type(lines.get(0)));
                            assertThat(topics(lines.get(0))).containsExactly("Job");
                            assertThat(topics(lines.get(1))).contains("Evaluation");
                        });
        assertThat(MADE.stream().filter(line -> type(line).equals("JobRegistered")))
                .allMatch(line -> byIndex.get(line.index()).size() == 2);
    }

    @Test
    void aLineHasOneTypeAndEachEventOnce() {
        for (Line line : MADE) {
            assertThat(line.events()).extracting(SimulatedEvent::type).containsOnly(type(line));
            assertThat(line.events().stream().map(e -> e.topic() + e.namespace() + e.key()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void allocationsEvaluationsAndDeploymentsAreModifiedAtTheirIndex() {
        for (Line line : MADE) {
            for (SimulatedEvent event : line.events()) {
                if (Set.of("Allocation", "Evaluation", "Deployment").contains(event.topic())) {
                    assertThat(event.object().path("ModifyIndex").longValue())
                            .isEqualTo(line.index());
                }
            }
        }
    }

    @Test
    void payloadsAreAboutAsLargeAsRealOnes() {
        double size =
                MADE.stream()
                        .flatMap(line -> line.events().stream())
                        .filter(event -> event.topic().equals("Allocation"))
                        .mapToInt(event -> event.payload().toString().length())
                        .average()
                        .orElseThrow();
        assertThat(size).isBetween(2500.0, 5500.0);
    }

    private static Set<String> kinds(List<Line> lines) {
        return lines.stream()
                .flatMap(line -> line.events().stream())
                .map(event -> event.topic() + "/" + event.type())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> paths(List<Line> lines) {
        Map<String, Set<String>> paths = new TreeMap<>();
        for (Line line : lines) {
            for (SimulatedEvent event : line.events()) {
                Set<String> found = paths.computeIfAbsent(event.topic(), topic -> new TreeSet<>());
                collect("", event.payload(), found);
            }
        }
        return paths;
    }

    private static void collect(String prefix, JsonNode node, Set<String> paths) {
        if (node.isArray()) {
            node.forEach(element -> collect(prefix + "[]", element, paths));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            field -> {
                                // names of groups, tasks, nodes and the like are data
                                boolean data = field.getKey().matches("[a-z0-9].*");
                                String path = prefix + "." + (data ? "*" : field.getKey());
                                paths.add(path);
                                collect(path, field.getValue(), paths);
                            });
        }
    }

    private static Set<String> commonFields(List<Line> lines, String topic) {
        Set<String> common = null;
        for (Line line : lines) {
            for (SimulatedEvent event : line.events()) {
                if (event.topic().equals(topic)) {
                    Set<String> fields = new HashSet<>();
                    event.payload().fieldNames().forEachRemaining(fields::add);
                    event.object().fieldNames().forEachRemaining(fields::add);
                    common = common == null ? fields : common;
                    common.retainAll(fields);
                }
            }
        }
        return common;
    }

    private static String type(Line line) {
        return line.events().get(0).type();
    }

    private static Set<String> topics(Line line) {
        return line.events().stream().map(SimulatedEvent::topic).collect(Collectors.toSet());
    }
}
