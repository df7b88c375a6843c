package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several servers: one dies, one forgets, one lags; and many clients come back at once. */
class AddressesTest {
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

    /** Heartbeats are rarer than looks for the index, as in Nomad. */
    private static NomadSimulator nomad() {
        return NomadSimulator.builder().heartbeat(Duration.ofSeconds(2)).start();
    }

    private ElementFeed subscribe(NomadClient client, Start start) {
        return Clients.subscribe(
                client, Clients.subscription("default", Topic.JOB), start, observer);
    }

    private static Start at(long index) {
        return new Start.Resume(Position.whole(index), java.util.Set.of());
    }

    @Test
    void anotherServerTakesOverWhenOneDies() throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower();
                NomadClient client =
                        Clients.client(Clients.anonymous(), leader.address(), follower.address());
                ElementFeed feed = subscribe(client, new Start.Earliest())) {
            leader.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);
            NomadSimulator serving = leader.subscribers() == 1 ? leader : follower.simulator();
            serving.stop();
            leader.publish(6, Clients.job("api", 6));

            assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
            assertThat(gaps).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotKnowANamespaceYetIsWaitedFor() throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower();
                NomadClient client = Clients.client(Clients.anonymous(), follower.address())) {
            follower.pause();
            leader.createNamespace("late");
            Subscription all = Clients.subscription("*", Topic.JOB);
            try (ElementFeed feed =
                    Clients.subscribe(client, all, new Start.Earliest(), observer)) {
                Await.until(
                        "it is asked what it knows",
                        () -> follower.simulator().requests().contains("/v1/namespaces?stale"));
                follower.resume();
                leader.publish(6, Simulated.job("late", "api", 6));

                assertThat(Clients.read(feed, 1).get(0).namespace()).isEqualTo("late");
            }
        }
    }

    @Test
    void prefersAServerThatStillHoldsTheIndex() throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower()) {
            for (int index = 1; index <= 10; index++) {
                leader.publish(index, Clients.job("web" + index, index));
            }
            NomadSimulator forgetful = follower.simulator();
            forgetful.faults().forget();
            leader.publish(11, Clients.job("last", 11));
            // whichever comes first, all is read from the one that holds index 5
            for (List<String> order :
                    List.of(
                            List.of(leader.address(), follower.address()),
                            List.of(follower.address(), leader.address()))) {
                try (NomadClient client =
                                Clients.client(Clients.anonymous(), order.toArray(String[]::new));
                        ElementFeed feed = subscribe(client, at(5))) {
                    assertThat(Clients.read(feed, 6).stream().map(NomadEvent::index))
                            .containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
                }
            }
            assertThat(gaps).isEmpty();
            assertThat(ends).contains(Cause.NOT_HELD);
        }
    }

    @Test
    void asksAnotherServerWhenOneHoldsNothingAtAll() throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower()) {
            leader.publish(5, Clients.job("web", 5));
            leader.publish(6, Clients.job("api", 6));
            follower.simulator().faults().forget();
            for (List<String> order :
                    List.of(
                            List.of(leader.address(), follower.address()),
                            List.of(follower.address(), leader.address()))) {
                try (NomadClient client =
                                Clients.client(Clients.anonymous(), order.toArray(String[]::new));
                        ElementFeed feed = subscribe(client, at(5))) {
                    assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
                }
            }
            assertThat(gaps).isEmpty();
        }
    }

    @Test
    void isContentWithAnyServerWhenNoneHoldsTheIndex() throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower()) {
            leader.publish(20, Clients.job("web", 20));
            try (NomadClient client =
                            Clients.client(
                                    Clients.anonymous(), leader.address(), follower.address());
                    ElementFeed feed = subscribe(client, at(5))) {
                assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(20);
                assertThat(gaps).hasSize(1);
                assertThat(ends).containsExactly(Cause.NOT_HELD);
            }
        }
    }

    /** All topics at once have no table of their own, but some of them have. */
    @ParameterizedTest
    @ValueSource(strings = {"Job", "*"})
    void leavesAServerThatOnlySendsHeartbeats(String topic) throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower()) {
            leader.publish(5, Clients.job("web", 5));
            try (NomadClient client =
                            Clients.client(
                                    Clients.anonymous(), follower.address(), leader.address());
                    ElementFeed feed =
                            Clients.subscribe(
                                    client,
                                    Clients.subscription("default", Topic.of(topic)),
                                    new Start.Earliest(),
                                    observer)) {
                Clients.read(feed, 1);
                boolean first = follower.simulator().subscribers() == 1;
                if (first) {
                    follower.pause();
                    leader.publish(6, Clients.job("api", 6));
                    assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
                    assertThat(ends).containsExactly(Cause.LAGGING);
                    assertThat(leader.subscribers()).isEqualTo(1);
                }
                assertThat(gaps).isEmpty();
                assertThat(first).as("the follower is asked first").isTrue();
            }
        }
    }

    @Test
    void staysWithAQuietServerThatIsUpToDate() throws Exception {
        try (NomadSimulator leader = nomad();
                Follower follower = leader.follower();
                NomadClient client =
                        Clients.client(Clients.anonymous(), leader.address(), follower.address());
                ElementFeed feed = subscribe(client, new Start.Earliest())) {
            leader.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);
            int before = stale(leader, follower);

            Clients.awaitTrue(
                    () -> {
                        Clients.drain(feed);
                        return stale(leader, follower) >= before + 3;
                    },
                    "freshness was not looked at");

            assertThat(ends).isEmpty();
        }
    }

    private static int stale(NomadSimulator leader, Follower follower) {
        List<String> requests = new ArrayList<>(leader.requests());
        requests.addAll(follower.simulator().requests());
        return (int) requests.stream().filter(r -> r.endsWith("&stale")).count();
    }

    @Test
    void aHundredJobsDoNotStormAServerThatRestarts() throws Exception {
        int jobs = 100;
        Configuration options = Clients.options();
        options.set(
                io.nomadflink.connector.source.NomadSourceOptions.MIN_BACKOFF,
                Duration.ofMillis(100));
        options.set(
                io.nomadflink.connector.source.NomadSourceOptions.MAX_BACKOFF,
                Duration.ofSeconds(10));
        Map<Long, AtomicInteger> attempts = new ConcurrentHashMap<>();
        List<NomadClient> clients = new ArrayList<>();
        List<ElementFeed> feeds = new ArrayList<>();
        try (NomadSimulator server = nomad()) {
            StreamObserver counting = countingPerSecond(attempts);
            for (int i = 0; i < jobs; i++) {
                NomadClient client =
                        new NomadClient(
                                Clients.settings(Clients.anonymous(), options, server.address()));
                clients.add(client);
                feeds.add(
                        Clients.subscribe(
                                client,
                                Clients.subscription("default", Topic.JOB),
                                new Start.Earliest(),
                                counting));
            }
            assertThat(server.awaitSubscribers(jobs, Duration.ofSeconds(20))).isTrue();

            server.stop();
            long down = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            Clients.awaitTrue(
                    () -> {
                        feeds.forEach(Clients::drain);
                        return System.nanoTime() > down;
                    },
                    "never");
            int before = server.requests().size();
            server.start();
            long first = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            Clients.awaitTrue(() -> System.nanoTime() > first, "never");

            assertThat(server.requests().size() - before).isLessThan(3 * jobs);
            assertThat(server.awaitSubscribers(jobs, Duration.ofSeconds(20))).isTrue();
            List<Integer> perSecond =
                    attempts.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(e -> e.getValue().get())
                            .toList();
            assertThat(perSecond).allMatch(count -> count <= 6 * jobs);
            assertThat(perSecond.get(perSecond.size() - 1))
                    .as("attempts per second: %s", perSecond)
                    .isLessThan(jobs / 2);
        } finally {
            feeds.forEach(ElementFeed::close);
            clients.forEach(NomadClient::close);
        }
    }

    private static StreamObserver countingPerSecond(Map<Long, AtomicInteger> attempts) {
        return new StreamObserver() {
            @Override
            public void disconnected(Cause cause) {
                long second = System.nanoTime() / 1_000_000_000L;
                attempts.computeIfAbsent(second, s -> new AtomicInteger()).incrementAndGet();
            }
        };
    }
}
