package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionPlanTest {
    private static final Map<Topic, Set<String>> TOPICS = new LinkedHashMap<>();

    static {
        TOPICS.put(Topic.ALLOCATION, Set.of());
        TOPICS.put(Topic.JOB, Set.of("web"));
        TOPICS.put(Topic.NODE, Set.of());
    }

    private static List<String> plan(boolean oneSplit, String... namespaces) {
        return SubscriptionPlan.of(
                        "", new LinkedHashSet<>(Arrays.asList(namespaces)), TOPICS, oneSplit)
                .stream()
                .map(s -> s + (s.isNamespacedOnly() ? " only" : ""))
                .toList();
    }

    @Test
    void aSplitPerTopic() {
        assertThat(plan(false, "default"))
                .containsExactly(
                        "Allocation in namespace default",
                        "Job:web in namespace default",
                        "Node in namespace default");
    }

    @Test
    void oneSplitForAllTopics() {
        assertThat(plan(true, "*")).containsExactly("Allocation,Job:web,Node in all namespaces");
    }

    @Test
    void aStarSwallowsOtherNamespaces() {
        assertThat(plan(true, "a", "*"))
                .containsExactly("Allocation,Job:web,Node in all namespaces");
    }

    @Test
    void ofSeveralNamespacesOnlyTheFirstGetsEventsWithout() {
        assertThat(plan(false, "b", "a"))
                .containsExactly(
                        "Allocation in namespace b",
                        "Job:web in namespace b",
                        "Node in namespace b",
                        "Allocation in namespace a only",
                        "Job:web in namespace a only");
        assertThat(plan(true, "b", "a"))
                .containsExactly(
                        "Allocation,Job:web,Node in namespace b",
                        "Allocation,Job:web in namespace a only");
    }

    @Test
    void allTopicsOfSeveralNamespaces() {
        List<Subscription> plan =
                SubscriptionPlan.of(
                        "eu",
                        new LinkedHashSet<>(List.of("a", "b")),
                        Map.of(Topic.ALL, Set.of()),
                        false);

        assertThat(plan).extracting(Subscription::isNamespacedOnly).containsExactly(false, true);
        assertThat(plan).extracting(Subscription::region).containsOnly("eu");
    }

    @Test
    void aSecondNamespaceWithoutItsTopicsIsNoSubscription() {
        assertThat(
                        SubscriptionPlan.of(
                                "",
                                new LinkedHashSet<>(List.of("a", "b")),
                                Map.of(Topic.NODE, Set.of()),
                                false))
                .hasSize(1);
    }

    @Test
    void whatNomadCannotFilterIsRefused() {
        assertThatThrownBy(
                        () ->
                                SubscriptionPlan.of(
                                        "",
                                        Set.of("a"),
                                        Map.of(Topic.ALL, Set.of(), Topic.JOB, Set.of()),
                                        true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
