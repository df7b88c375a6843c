package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.client.CapturedLogs;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.enumerator.NomadEnumerator;
import io.nomadflink.connector.source.enumerator.NomadEnumeratorState;
import io.nomadflink.connector.source.split.SubscriptionSplit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class NomadSourceBuilderTest {

    private static NomadSourceBuilder<NomadEvent> builder() {
        return NomadSource.<NomadEvent>builder().setDeserializer(NomadEventDeserializer.events());
    }

    private static List<String> splits(NomadSourceBuilder<NomadEvent> builder) throws Throwable {
        try (MockSplitEnumeratorContext<SubscriptionSplit> context =
                        new MockSplitEnumeratorContext<>(1);
                NomadEnumerator enumerator =
                        (NomadEnumerator) builder.build().createEnumerator(context)) {
            context.registerReader(new ReaderInfo(0, "here"));
            enumerator.start();
            context.runNextOneTimeCallable();
            NomadEnumeratorState state = enumerator.snapshotState(1);
            return List.copyOf(state.known());
        }
    }

    @Test
    void readsEverythingByDefault() throws Throwable {
        assertThat(splits(builder())).containsExactly("*@*");
        assertThat(builder().build().getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    @Test
    void keysAddUpAndMayBeGivenTwice() throws Throwable {
        assertThat(
                        splits(
                                builder()
                                        .setNamespaces("default")
                                        .addTopic(Topic.JOB, "web", "web")
                                        .addTopic(Topic.JOB, "api")))
                .containsExactly("Job:api,Job:web@default");
    }

    @Test
    void aWholeTopicContainsItsKeys() throws Throwable {
        assertThat(splits(builder().setRegion("eu").addTopic(Topic.JOB, "web").addTopic(Topic.JOB)))
                .containsExactly("Job@*@eu");
    }

    @Test
    void setTopicsBeginsAnew() throws Throwable {
        assertThat(splits(builder().addTopic(Topic.JOB, "web").setTopics(Topic.NODE, Topic.NODE)))
                .containsExactly("Node@*");
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> builder().addTopic(Topic.JOB, "a:b").build())
                .hasMessageContaining("'a:b'");
        assertThatThrownBy(() -> builder().setAddresses("nomad:4646").build())
                .hasMessageContaining("nomad:4646")
                .hasMessageContaining("http://");
        assertThatThrownBy(() -> builder().setAddresses("http://x y").build())
                .hasMessageContaining("address")
                .hasMessageContaining("http://host:port");
        assertThatThrownBy(() -> builder().setAddresses("http://u:secret@host").build())
                .hasMessageContaining("host")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> builder().setAddresses().build())
                .hasMessageContaining("setAddresses");
        assertThatThrownBy(() -> builder().setNamespaces("team-*").build())
                .hasMessageContaining("'team-*'");
        assertThatThrownBy(() -> StartingPosition.atIndex(0)).hasMessageContaining("index 0");
        assertThatThrownBy(() -> NomadWatermarks.bounded(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> NomadSource.builder().build())
                .hasMessageContaining("setDeserializer");
    }

    @Test
    void optionsThatCannotWorkAreNamed() {
        assertThatThrownBy(
                        () ->
                                builder()
                                        .setOption(NomadSourceOptions.IDLE_TIMEOUT, Duration.ZERO)
                                        .build())
                .hasMessageContaining("nomad.idle-timeout")
                .hasMessageContaining("PT0S");
        assertThatThrownBy(
                        () ->
                                builder()
                                        .setOption(NomadSourceOptions.QUEUE_SIZE, MemorySize.ZERO)
                                        .build())
                .hasMessageContaining("nomad.queue-size");
        assertThatThrownBy(
                        () ->
                                builder()
                                        .setOption(
                                                NomadSourceOptions.MAX_BACKOFF,
                                                Duration.ofMillis(50))
                                        .build())
                .hasMessageContaining("nomad.backoff.max is PT0.05S")
                .hasMessageContaining("nomad.backoff.min, which is PT0.1S");
        assertThatThrownBy(
                        () ->
                                builder()
                                        .setOption(
                                                NomadSourceOptions.STALL_TIMEOUT,
                                                Duration.ofSeconds(40))
                                        .build())
                .hasMessageContaining("nomad.stall-timeout is PT40S");
        assertThatThrownBy(
                        () -> builder().setOption(NomadSourceOptions.EVENT_BUFFER_SIZE, 0).build())
                .hasMessageContaining("nomad.event-buffer-size is 0");
    }

    @Test
    void anIdleTimeOutThatNoQuietStreamSurvivesIsWarnedOf() {
        try (CapturedLogs logs = new CapturedLogs()) {
            builder().setOption(NomadSourceOptions.IDLE_TIMEOUT, Duration.ofSeconds(10)).build();

            assertThat(logs.text()).contains("nomad.idle-timeout is PT10S");
        }
    }

    @Test
    void theJobGraphHoldsThePlaceOfTheTokenOnly() throws Exception {
        NomadSource<NomadEvent> source =
                builder().setToken(TokenSource.environment("PATH")).build();
        String secret = System.getenv("PATH");

        byte[] bytes = InstantiationUtil.serializeObject(source);

        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("PATH")
                .doesNotContain(secret);
        NomadSource<NomadEvent> copy =
                InstantiationUtil.deserializeObject(bytes, getClass().getClassLoader());
        assertThat(copy.getBoundedness()).isEqualTo(source.getBoundedness());
    }

    @Test
    void thousandsOfKeysMakeAShortName() throws Throwable {
        String[] keys = new String[5000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "0000-" + i;
        }
        Set<String> first = Set.copyOf(splits(builder().addTopic(Topic.JOB, keys)));
        keys[4999] = "other";
        Set<String> second = Set.copyOf(splits(builder().addTopic(Topic.JOB, keys)));

        assertThat(first).allMatch(id -> id.length() < 600).doesNotContainAnyElementsOf(second);
    }
}
