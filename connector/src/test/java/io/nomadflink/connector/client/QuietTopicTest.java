package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.SimulatedEvent;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A topic that says nothing while the others fill the buffer again and again. */
class QuietTopicTest {
    private static final int RECONNECTS = 10;
    private static final int BUFFER = 5;

    private final NomadSimulator server =
            NomadSimulator.builder().bufferSize(BUFFER).heartbeat(Duration.ofMillis(100)).start();
    private final Observed observed = new Observed();
    private long index = 10;

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> quietAndBusy() {
        return Stream.of(
                Arguments.of(Topic.JOB, Topic.ALLOCATION),
                Arguments.of(Topic.JOB, Topic.NODE),
                Arguments.of(Topic.DEPLOYMENT, Topic.ALLOCATION),
                Arguments.of(Topic.ALLOCATION, Topic.JOB),
                Arguments.of(Topic.NODE, Topic.ALLOCATION));
    }

    private static SimulatedEvent event(Topic topic, String key, long at) {
        if (topic.equals(Topic.JOB)) {
            return Clients.job(key, at);
        } else if (topic.equals(Topic.NODE)) {
            return Simulated.node(key, at);
        } else if (topic.equals(Topic.DEPLOYMENT)) {
            return Simulated.deployment(key, at, 0);
        }
        return Simulated.allocation(key, at);
    }

    private void publish(Topic topic, String key) {
        server.publish(++index, event(topic, key, index));
    }

    private void fillTheBuffer(Topic busy) {
        for (int i = 0; i < BUFFER + 2; i++) {
            publish(busy, "busy" + i);
        }
    }

    private Collected subscribed(Topic quiet) {
        return Collected.of(
                QuickClient.of(server.address()),
                new Start.Earliest(),
                observed,
                Collected.subscription(quiet));
    }

    /** Loses the connection while the others fill the buffer, and waits until all is proven. */
    private void reconnect(Collected quiet, Topic busy) throws Exception {
        long before = caughtUp(quiet);
        server.faults().closeAll();
        fillTheBuffer(busy);
        Await.until("another connection", () -> observed.ends.size() > ends(quiet));
        Await.until("it is caught up", () -> caughtUp(quiet) > before + 1);
    }

    private int ends(Collected quiet) throws Exception {
        quiet.drain();
        return done;
    }

    private int done;

    private static long caughtUp(Collected quiet) throws Exception {
        return quiet.of(StreamElement.CaughtUp.class).stream().count();
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @MethodSource("quietAndBusy")
    void comesBackManyTimesWithoutAFalseGap(Topic topic, Topic busy) throws Exception {
        publish(topic, "first");
        try (Collected quiet = subscribed(topic)) {
            quiet.await(1);
            Await.until("the index is complete", () -> settled(quiet));
            for (done = 0; done < RECONNECTS; done++) {
                reconnect(quiet, busy);
            }
            publish(topic, "last");

            assertThat(quiet.await(2).keys()).containsExactly("first", "last");
            assertThat(observed.gaps).isEmpty();
        }
    }

    private static boolean settled(Collected quiet) throws Exception {
        return quiet.of(StreamElement.CaughtUp.class).stream()
                .anyMatch(StreamElement.CaughtUp::settled);
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @MethodSource("quietAndBusy")
    void whatWasWrittenMeanwhileIsAGap(Topic topic, Topic busy) throws Exception {
        publish(topic, "first");
        try (Collected quiet = subscribed(topic)) {
            quiet.await(1);
            Await.until("the index is complete", () -> settled(quiet));
            long complete = index;
            server.faults().refuseStreams(500, Duration.ofSeconds(1));
            server.faults().closeAll();
            publish(topic, "missed");
            long missed = index;
            fillTheBuffer(busy);

            Await.until("a gap", () -> quiet.drain() != null && !observed.gaps.isEmpty());
            Gap gap = observed.gaps.element();
            assertThat(gap.afterIndex()).isEqualTo(complete);
            assertThat(gap.beforeIndex()).isGreaterThan(missed);
            assertThat(gap.cause()).isEqualTo(Gap.Cause.DROPPED_FROM_BUFFER);
            publish(topic, "last");
            assertThat(quiet.await(2).keys()).containsExactly("first", "last");
            assertThat(observed.gaps).hasSize(1);
        }
    }

    /** Nobody can tell it from a deployment that was made and removed meanwhile. */
    @Test
    void garbageThatWasCollectedMeanwhileIsAGapThoughNothingIsLost() throws Exception {
        publish(Topic.DEPLOYMENT, "old");
        publish(Topic.DEPLOYMENT, "new");
        try (Collected quiet = subscribed(Topic.DEPLOYMENT)) {
            quiet.await(2);
            server.faults().refuseStreams(500, Duration.ofSeconds(1));
            server.faults().closeAll();
            fillTheBuffer(Topic.NODE);
            server.collectGarbage(object -> object.json().path("ID").asText().equals("old"));

            Await.until("a gap", () -> quiet.drain() != null && !observed.gaps.isEmpty());
            assertThat(observed.gaps.element().beforeIndex()).isEqualTo(index + 1);
        }
    }
}
