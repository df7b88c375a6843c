package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Namespaces that are created while nobody is connected: events come from their creation on, once.
 */
class NamespacesMeanwhileTest {
    private static final int BUFFER = 10;

    private final Observed observed = new Observed();
    private NomadSimulator server;

    private void serve(Profile profile) {
        server =
                NomadSimulator.builder()
                        .profile(profile)
                        .bufferSize(BUFFER)
                        .heartbeat(Duration.ofMillis(200))
                        .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Collected subscribed(Start start) {
        return Collected.of(
                QuickClient.of(server.address()),
                start,
                observed,
                Clients.subscription("*", Topic.JOB));
    }

    private void publish(String namespace, long index) {
        server.publish(index, Clients.job(namespace, "at" + index, index));
    }

    private void awaitAll(Collected stream, String... keys) throws Exception {
        Await.until(List.of(keys).toString(), () -> stream.keys().size() >= keys.length);
        assertThat(stream.keys()).containsExactlyInAnyOrder(keys);
        assertThat(observed.gaps).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void whileDisconnected(Profile profile) throws Exception {
        serve(profile);
        publish("default", 5);
        try (Collected stream = subscribed(new Start.Earliest())) {
            stream.await(1);
            server.faults().refuseStreams(500, Duration.ofMillis(700));
            server.faults().closeAll();
            server.createNamespace("eu");
            publish("eu", 7);
            publish("default", 8);
            publish("eu", 9);

            awaitAll(stream, "at5", "at7", "at8", "at9");
            publish("eu", 10);
            awaitAll(stream, "at5", "at7", "at8", "at9", "at10");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void betweenACheckpointAndItsRestore(Profile profile) throws Exception {
        serve(profile);
        publish("default", 5);
        server.createNamespace("eu");
        publish("eu", 7);
        publish("default", 8);

        try (Collected stream =
                subscribed(new Start.Resume(Position.whole(5), Set.of("default")))) {
            awaitAll(stream, "at7", "at8");
            publish("eu", 9);
            awaitAll(stream, "at7", "at8", "at9");
        }
    }

    /**
     * A server goes on with a query that waits, and keeps its connection, when its client leaves.
     */
    @Test
    void areWatchedByOneQueryHoweverOftenTheStreamEnds() throws Exception {
        serve(Profile.V2_0);
        publish("default", 5);
        try (Collected stream = subscribed(new Start.Earliest())) {
            stream.await(1);
            for (int cut = 1; cut <= 30; cut++) {
                server.faults().closeAll();
                publish("default", 5 + cut);
                stream.await(1 + cut);
            }

            assertThat(server.streams()).hasSizeGreaterThan(30);
            assertThat(waiting()).isEqualTo(1);
            server.createNamespace("eu");
            publish("eu", 100);
            stream.await(32);
            assertThat(observed.gaps).isEmpty();
        }
    }

    private long waiting() {
        return server.requests().stream()
                .filter(path -> path.startsWith("/v1/namespaces?index="))
                .count();
    }

    /**
     * The checkpoint lies above what happened in the namespace, which its connection did not see.
     */
    @Test
    void beforeACheckpointThatDidNotSeeIt() throws Exception {
        serve(Profile.V2_0);
        publish("default", 5);
        server.createNamespace("eu");
        publish("eu", 7);
        publish("default", 8);

        try (Collected stream =
                subscribed(new Start.Resume(Position.whole(8), Set.of("default")))) {
            awaitAll(stream, "at7");
            publish("eu", 9);
            awaitAll(stream, "at7", "at9");
        }
    }

    @Test
    void whoseFirstEventsTheBufferNoLongerHoldsIsAGapOfThatNamespace() throws Exception {
        serve(Profile.V2_0);
        publish("default", 5);
        server.createNamespace("eu");
        publish("eu", 7);
        for (int index = 8; index < 8 + 2 * BUFFER; index++) {
            publish("default", index);
        }
        long last = server.lastIndex();

        try (Collected stream =
                subscribed(new Start.Resume(Position.whole(last), Set.of("default")))) {
            Await.until("a gap", () -> stream.drain() != null && !observed.gaps.isEmpty());
            Gap gap = observed.gaps.element();
            assertThat(gap.cause()).isEqualTo(Gap.Cause.NAMESPACE);
            assertThat(gap.namespace()).isEqualTo("eu");
            assertThat(gap.beforeIndex()).isGreaterThan(7);
            assertThat(observed.gaps).hasSize(1);
        }
    }
}
