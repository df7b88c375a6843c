package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Namespaces that come and go while a subscription is read from two servers. */
class HedgeNamespacesTest {
    private final Observed observed = new Observed();
    private NomadSimulator leader;
    private Follower follower;
    private Collected stream;

    private void subscribe(Profile profile, String... namespaces) throws Exception {
        leader =
                NomadSimulator.builder().profile(profile).heartbeat(Duration.ofMillis(200)).start();
        Arrays.stream(namespaces).forEach(leader::createNamespace);
        publish("default", 5);
        follower = leader.follower();
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.HEDGE, true);
        options.set(NomadSourceOptions.FRESHNESS_INTERVAL, Duration.ofMinutes(1));
        NomadClient client =
                new NomadClient(
                        Clients.settings(
                                Clients.anonymous(),
                                options,
                                leader.address(),
                                follower.address()));
        ElementFeed feed =
                Clients.subscribe(
                        client,
                        Clients.subscription("*", Topic.JOB),
                        new Start.Earliest(),
                        observed);
        stream = Collected.of(client, feed);
        awaitOnce(5);
        awaitBoth();
        publish("default", 6);
        awaitOnce(5, 6);
    }

    @AfterEach
    void close() {
        if (stream != null) {
            stream.close();
        }
        follower.close();
        leader.close();
    }

    private void awaitBoth() throws Exception {
        awaitWhileDraining(
                "two connections",
                () -> leader.subscribers() == 1 && follower.simulator().subscribers() == 1);
    }

    private void awaitWhileDraining(String what, BooleanSupplier condition) throws Exception {
        Await.until(
                what,
                () -> {
                    stream.drain();
                    return condition.getAsBoolean();
                });
    }

    /** All that came until both are connected, and nothing twice. */
    private void awaitOnce(long... indexes) throws Exception {
        List<Long> wanted = LongStream.of(indexes).boxed().toList();
        Await.until(wanted.toString(), () -> indexes().size() >= wanted.size());
        assertThat(indexes()).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(observed.gaps).isEmpty();
    }

    private List<Long> indexes() throws Exception {
        return stream.events().stream().map(NomadEvent::index).toList();
    }

    private void publish(String namespace, long index) {
        leader.publish(index, Clients.job(namespace, "at" + index, index));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void createdLaterAreSeenOnce(Profile profile) throws Exception {
        subscribe(profile);
        // nobody can have heard of it before its first event
        for (int index = 10; index < 30; index += 2) {
            publish("new", index);
            stream.drain();
            publish("default", index + 1);
            stream.drain();
        }
        long[] all = LongStream.concat(LongStream.of(5, 6), LongStream.range(10, 30)).toArray();
        awaitOnce(all);
        awaitBoth();
        publish("new", 30);

        awaitOnce(LongStream.concat(LongStream.of(all), LongStream.of(30)).toArray());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void deletedAndCreatedAgainAreSeenOnce(Profile profile) throws Exception {
        subscribe(profile, "eu");
        publish("eu", 10);
        awaitOnce(5, 6, 10);
        leader.publish(11, Clients.purged("eu", "at10", 11));
        leader.deleteNamespace("eu");
        publish("default", 13);
        awaitOnce(5, 6, 10, 11, 13);
        comeBack(leader);
        publish("default", 14);
        awaitOnce(5, 6, 10, 11, 13, 14);
        leader.createNamespace("eu");
        publish("eu", 16);
        publish("default", 17);
        awaitOnce(5, 6, 10, 11, 13, 14, 16, 17);
        comeBack(follower.simulator());
        comeBack(leader);
        publish("eu", 18);

        awaitOnce(5, 6, 10, 11, 13, 14, 16, 17, 18);
    }

    private void comeBack(NomadSimulator server) throws Exception {
        int before = server.streams().size();
        server.faults().closeAll();
        awaitWhileDraining("it is back", () -> server.streams().size() > before);
    }

    /** The other, which sees more, lags: it still has to bring what the first cannot see. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void whatOnlyTheOtherSeesIsWaitedFor(Profile profile) throws Exception {
        subscribe(profile, "eu");
        publish("eu", 10);
        awaitOnce(5, 6, 10);
        follower.pause();
        leader.faults().refuseStreams(500, Duration.ofMillis(300));
        leader.faults().closeAll();
        leader.publish(11, Clients.purged("eu", "at10", 11));
        leader.deleteNamespace("eu");
        publish("default", 13);
        int asked = leader.streams().size();
        awaitWhileDraining("the leader was asked again", () -> leader.streams().size() > asked + 2);
        follower.resume();

        awaitOnce(5, 6, 10, 11, 13);
        awaitBoth();
        publish("default", 14);
        awaitOnce(5, 6, 10, 11, 13, 14);
    }
}
