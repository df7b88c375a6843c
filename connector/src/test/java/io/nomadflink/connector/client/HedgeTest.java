package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscription at two servers at once, of which either dies, forgets, lags or is not there. */
class HedgeTest {
    private final NomadSimulator leader =
            NomadSimulator.builder().heartbeat(Duration.ofMillis(500)).start();
    private final Follower follower = leader.follower();
    private final Queue<Cause> ends = new ConcurrentLinkedQueue<>();
    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final StreamObserver observer =
            new StreamObserver() {
                @Override
                public void disconnected(Cause cause) {
                    ends.add(cause);
                }

                @Override
                public void gap(Gap gap) {
                    gaps.add(gap);
                }
            };

    private NomadClient client;
    private ElementFeed feed;

    /** Nobody comes back before this test is over. */
    private static Configuration patient() {
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.MIN_BACKOFF, Duration.ofMinutes(5));
        options.set(NomadSourceOptions.MAX_BACKOFF, Duration.ofMinutes(5));
        return options;
    }

    private void subscribe(Configuration options, String namespace, Start start) {
        subscribe(options, namespace, start, leader.address(), follower.address());
    }

    private void subscribe(
            Configuration options, String namespace, Start start, String... addresses) {
        options.set(NomadSourceOptions.HEDGE, true);
        client = new NomadClient(Clients.settings(Clients.anonymous(), options, addresses));
        feed =
                Clients.subscribe(
                        client, Clients.subscription(namespace, Topic.JOB), start, observer);
    }

    private void awaitBoth() throws InterruptedException {
        Clients.awaitTrue(
                () -> {
                    assertThat(Clients.drain(feed)).isEmpty();
                    return leader.subscribers() == 1 && follower.simulator().subscribers() == 1;
                },
                "there are no two connections");
    }

    private List<Long> indexes(int events) throws Exception {
        return Clients.read(feed, events).stream().map(NomadEvent::index).toList();
    }

    private void publish(long... indexes) {
        for (long index : indexes) {
            leader.publish(index, Clients.job("web" + index, index));
        }
    }

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
            client.close();
        }
        follower.close();
        leader.close();
    }

    @Test
    void theDeathOfTheLeaderCostsNotEvenAReconnect() throws Exception {
        publish(5);
        subscribe(patient(), "default", new Start.Earliest());
        assertThat(indexes(1)).containsExactly(5L);
        awaitBoth();
        // the second proves with an event that it misses nothing
        publish(6);
        assertThat(indexes(1)).containsExactly(6L);
        awaitBoth();
        leader.stop();
        publish(7, 8);

        assertThat(indexes(2)).containsExactly(7L, 8L);
        assertThat(gaps).isEmpty();
        assertThat(ends).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void neitherDoesThatOfTheFollower() throws Exception {
        publish(5);
        subscribe(patient(), "default", new Start.Earliest());
        assertThat(indexes(1)).containsExactly(5L);
        awaitBoth();
        publish(6);
        assertThat(indexes(1)).containsExactly(6L);
        awaitBoth();
        follower.simulator().stop();
        publish(7, 8);

        assertThat(indexes(2)).containsExactly(7L, 8L);
        assertThat(gaps).isEmpty();
    }

    @Test
    void oneThatLagsOrHangsDoesNotDelayTheOther() throws Exception {
        publish(5);
        subscribe(patient(), "default", new Start.Earliest());
        assertThat(indexes(1)).containsExactly(5L);
        awaitBoth();
        follower.pause();
        publish(6, 7);
        assertThat(indexes(2)).containsExactly(6L, 7L);
        follower.resume();
        publish(8);

        assertThat(indexes(1)).containsExactly(8L);
        assertThat(gaps).isEmpty();
    }

    @Test
    void oneThatHoldsTheIndexIsEnough() throws Exception {
        publish(1, 2, 3, 4, 5, 6, 7);
        follower.simulator().faults().forget();
        publish(8);
        for (int first = 0; first < 2; first++) {
            String[] addresses = {leader.address(), follower.address()};
            subscribe(
                    Clients.options(),
                    "default",
                    new Start.Resume(Position.whole(4), Set.of()),
                    addresses[first],
                    addresses[1 - first]);
            assertThat(indexes(4)).containsExactly(5L, 6L, 7L, 8L);
            feed.close();
            client.close();
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void whatNeitherHoldsIsAGap() throws Exception {
        publish(1, 2, 3);
        leader.faults().forget();
        follower.simulator().faults().forget();
        publish(20);
        subscribe(Clients.options(), "default", new Start.Resume(Position.whole(2), Set.of()));

        assertThat(indexes(1)).containsExactly(20L);
        assertThat(gaps)
                .singleElement()
                .satisfies(
                        gap -> {
                            assertThat(gap.afterIndex()).isEqualTo(2);
                            assertThat(gap.beforeIndex())
                                    .as("20 may have another line")
                                    .isEqualTo(21);
                        });
    }

    @Test
    void startsAlthoughOneIsNotThereAndUsesItWhenItComes() throws Exception {
        publish(5);
        follower.simulator().stop();
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.START_TIMEOUT, Duration.ofMillis(300));
        subscribe(options, "default", new Start.Resume(Position.at(5), Set.of()));
        assertThat(indexes(1)).containsExactly(5L);
        Clients.awaitTrue(
                () -> {
                    Clients.drain(feed);
                    return ends.stream().filter(Cause.REFUSED::equals).count() > 3;
                },
                "the other was not tried");
        follower.simulator().start();
        awaitBoth();
        publish(6);
        assertThat(indexes(1)).containsExactly(6L);
        assertThat(gaps).isEmpty();
    }

    @Test
    void namespacesThatAreCreatedLaterAreSeenOnce() throws Exception {
        leader.publish(5, Clients.job("web", 5));
        subscribe(Clients.options(), "*", new Start.Earliest());
        assertThat(indexes(1)).containsExactly(5L);
        awaitBoth();
        leader.createNamespace("new");
        leader.publish(10, Clients.job("new", "a", 10));
        leader.publish(11, Clients.job("default", "b", 11));
        leader.publish(12, Clients.job("new", "c", 12));

        List<Long> found = new ArrayList<>();
        Clients.awaitTrue(
                () -> {
                    found.addAll(withMissed());
                    return found.size() >= 3;
                },
                "not all came");
        assertThat(found).containsExactlyInAnyOrder(10L, 11L, 12L);
        leader.publish(13, Clients.job("new", "d", 13));
        Clients.awaitTrue(
                () -> {
                    found.addAll(withMissed());
                    return found.size() >= 4;
                },
                "the last did not come");
        assertThat(found).containsExactlyInAnyOrder(10L, 11L, 12L, 13L);
        assertThat(gaps).isEmpty();
    }

    private List<Long> withMissed() {
        List<StreamElement> elements = new ArrayList<>();
        try {
            feed.drainTo(elements, 1000).run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        List<Long> found = new ArrayList<>();
        for (StreamElement element : elements) {
            element.frames().forEach(f -> f.frame().events().forEach(e -> found.add(e.index())));
        }
        return found;
    }

    @Test
    void beginsWithASnapshotAndGoesOnAboveIt() throws Exception {
        publish(5, 6);
        subscribe(Clients.options(), "default", new Start.Snapshot());
        List<StreamElement> elements = new ArrayList<>();
        Clients.awaitTrue(
                () -> {
                    try {
                        feed.drainTo(elements, 10).run();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return elements.stream().anyMatch(StreamElement.Existing.class::isInstance);
                },
                "no snapshot");
        publish(7);

        assertThat(indexes(1)).containsExactly(7L);
        assertThat(gaps).isEmpty();
    }

    @Test
    void aClusterThatBeganAgainIsNoticed() throws Exception {
        publish(5, 6);
        subscribe(Clients.options(), "default", new Start.Resume(Position.whole(5000), Set.of()));

        assertThat(Clients.failure(feed)).contains("5000").contains("began again");
    }

    @Test
    void needsTwoAddresses() {
        String one = leader.address();
        assertThatThrownBy(
                        () ->
                                subscribe(
                                        Clients.options(),
                                        "default",
                                        new Start.Earliest(),
                                        one,
                                        one + "/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nomad.hedge")
                .hasMessageContaining("at least two");
    }
}
