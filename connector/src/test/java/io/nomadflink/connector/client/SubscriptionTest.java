package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.Events;
import io.nomadflink.connector.event.Topic;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nomad's filter, with what it would misunderstand kept from it. */
class SubscriptionTest {

    private static Subscription of(Topic topic, String... keys) {
        return Subscription.of("", "default", Map.of(topic, Arrays.asList(keys)));
    }

    @Test
    void aWholeTopicIsItsBareName() {
        assertThat(of(Topic.JOB).query(7)).isEqualTo("index=7&namespace=default&topic=Job");
        assertThat(of(Topic.JOB, "*").query(7)).isEqualTo(of(Topic.JOB).query(7));
    }

    @Test
    void aKeyGivenTwiceIsSentOnce() {
        assertThat(of(Topic.JOB, "web", "api", "web").query(0))
                .isEqualTo("index=0&namespace=default&topic=Job:api&topic=Job:web");
    }

    @Test
    void aStarAmongKeysStandsAlone() {
        assertThat(of(Topic.JOB, "web", "*").query(0)).endsWith("&topic=Job");
        assertThat(of(Topic.JOB, "web", "*").keys(Topic.JOB)).containsExactly("*");
    }

    @Test
    void allTopicsAreNotMixedWithOne() {
        assertThatThrownBy(
                        () ->
                                Subscription.of(
                                        "",
                                        "default",
                                        Map.of(Topic.ALL, List.of("web"), Topic.NODE, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("*")
                .hasMessageContaining("Node");
    }

    @Test
    void aKeyWithAColonIsRefusedByName() {
        assertThatThrownBy(() -> of(Topic.JOB, "a:b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a:b'")
                .hasMessageContaining("Job")
                .hasMessageContaining("colon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "team-*"})
    void aNamespaceIsANameOrAStar(String namespace) {
        assertThatThrownBy(() -> Subscription.of("", namespace, Map.of(Topic.JOB, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + namespace + "'");
    }

    @Test
    void withoutTopicsThereIsNothingToSubscribeTo() {
        assertThatThrownBy(() -> Subscription.of("", "*", Map.<Topic, List<String>>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic");
    }

    @Test
    void namesAreEncoded() {
        Subscription odd =
                Subscription.of(
                        "eu west", "a&b", Map.of(Topic.of("Neu?"), List.of("ä /=#+%", "*x")));

        assertThat(odd.query(1))
                .isEqualTo(
                        "index=1&namespace=a%26b&region=eu%20west"
                                + "&topic=Neu%3F:*x&topic=Neu%3F:%C3%A4%20%2F%3D%23%2B%25");
    }

    @Test
    void neverAsksForANegativeIndex() {
        assertThat(of(Topic.JOB).query(-1)).startsWith("index=0&");
    }

    @Test
    void orderOfConfigurationDoesNotMatter() {
        Map<Topic, List<String>> one = new LinkedHashMap<>();
        one.put(Topic.JOB, List.of("b", "a"));
        one.put(Topic.ALLOCATION, List.of());
        Map<Topic, List<String>> other = new LinkedHashMap<>();
        other.put(Topic.ALLOCATION, List.of("*"));
        other.put(Topic.JOB, List.of("a", "b"));

        Subscription first = Subscription.of("", "*", one);
        Subscription second = Subscription.of("", "*", other);

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first.topicList()).isEqualTo("Allocation,Job:a,Job:b");
        assertThat(first).hasToString("Allocation,Job:a,Job:b in all namespaces");
        assertThat(first).isNotEqualTo(first.namespacedOnly());
    }

    @Test
    void onlyTwoKeysCanBringAnEventTwice() {
        assertThat(of(Topic.JOB).mayRepeat()).isFalse();
        assertThat(of(Topic.JOB, "web").mayRepeat()).isFalse();
        assertThat(of(Topic.DEPLOYMENT, "web", "0815").mayRepeat()).isTrue();
    }

    @Test
    void leavesEventsWithoutNamespaceToAnother() {
        Subscription all = of(Topic.NODE);
        Subscription rest = all.namespacedOnly();
        var node = Events.event(Topic.NODE, "NodeRegistration", 1, "{}");

        assertThat(all.wants(node)).isTrue();
        assertThat(rest.wants(node)).isFalse();
        assertThat(rest.query(1)).isEqualTo(all.query(1));
    }
}
