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

/** Namespaces that are deleted, and perhaps created again under the same name. */
class DeletedNamespacesTest {
    private final Observed observed = new Observed();
    private NomadSimulator server;
    private Collected stream;

    private void serve(Profile profile) {
        server =
                NomadSimulator.builder().profile(profile).heartbeat(Duration.ofMillis(200)).start();
        publish("default", 5);
        server.createNamespace("eu");
        publish("eu", 7);
    }

    @AfterEach
    void stop() throws Exception {
        stream.close();
        server.close();
    }

    private void subscribe(String namespace, Start start) {
        stream =
                Collected.of(
                        QuickClient.of(server.address()),
                        start,
                        observed,
                        Clients.subscription(namespace, Topic.JOB));
    }

    private void readAllSoFar(Profile profile) throws Exception {
        serve(profile);
        subscribe("*", new Start.Earliest());
        stream.await(2);
    }

    private static Start resume(long index) {
        return new Start.Resume(Position.whole(index), Set.of("default", "eu"));
    }

    private void publish(String namespace, long index) {
        server.publish(index, Clients.job(namespace, "at" + index, index));
    }

    /** What makes it empty is an event, its deletion none. */
    private void purgeAndDelete(long index) {
        server.publish(index, Clients.purged("eu", "at7", index));
        server.deleteNamespace("eu");
    }

    private void comeBack() throws Exception {
        int before = server.streams().size();
        server.faults().closeAll();
        Await.until("a new connection", () -> server.streams().size() > before);
    }

    /** Nobody is served while something happens. */
    private void meanwhile(Runnable change) {
        server.faults().refuseStreams(500, Duration.ofMillis(500));
        server.faults().closeAll();
        change.run();
    }

    private void awaitKeys(String... keys) throws Exception {
        Await.until(List.of(keys).toString(), () -> stream.keys().size() >= keys.length);
        assertThat(stream.keys()).containsExactlyInAnyOrder(keys);
    }

    private void awaitForgotten() throws Exception {
        Await.until("it is forgotten", () -> seen().equals(Set.of("default")));
    }

    /** One that says that nothing is missing. */
    private void awaitHeartbeat() throws Exception {
        int before = stream.of(StreamElement.CaughtUp.class).size();
        Await.until("a heartbeat", () -> stream.of(StreamElement.CaughtUp.class).size() > before);
    }

    private boolean isSettled() throws Exception {
        return stream.of(StreamElement.CaughtUp.class).stream()
                .anyMatch(StreamElement.CaughtUp::settled);
    }

    private Set<String> seen() throws Exception {
        Set<String> seen = Set.of();
        for (StreamElement element : stream.drain()) {
            StreamElement inner = element;
            while (inner instanceof StreamElement.Missing missing) {
                inner = missing.next();
            }
            seen = inner instanceof StreamElement.Namespaces told ? told.seen() : seen;
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void whileSubscribed(Profile profile) throws Exception {
        readAllSoFar(profile);
        purgeAndDelete(8);
        publish("default", 10);
        stream.await(4);
        comeBack();
        awaitForgotten();
        publish("default", 11);

        awaitKeys("at5", "at7", "at7", "at10", "at11");
        assertThat(observed.gaps).isEmpty();
    }

    /** Its index is above the position, but the tables say that nothing happened since. */
    @Test
    void onAQuietCluster() throws Exception {
        readAllSoFar(Profile.V2_0);
        purgeAndDelete(8);
        stream.await(3);
        Await.until("its last index is complete", this::isSettled);
        comeBack();
        awaitForgotten();
        publish("default", 11);

        awaitKeys("at5", "at7", "at7", "at11");
        assertThat(observed.gaps).isEmpty();
    }

    /** Servers from 1.9.6 on do not show its last events to a subscription that is made later. */
    @ParameterizedTest
    @EnumSource(value = Profile.class, names = "V1_6", mode = EnumSource.Mode.EXCLUDE)
    void whileDisconnectedIsAGapOfItsLastEvents(Profile profile) throws Exception {
        readAllSoFar(profile);
        publish("default", 8);
        stream.await(3);
        meanwhile(() -> purgeAndDelete(9));
        publish("default", 11);
        awaitKeys("at5", "at7", "at8", "at11");

        assertThat(observed.gaps).hasSize(1);
        Gap gap = observed.gaps.element();
        assertThat(gap.cause()).isEqualTo(Gap.Cause.NAMESPACE);
        assertThat(gap.namespace()).isEqualTo("eu");
        assertThat(gap.afterIndex()).isLessThan(9);
        assertThat(gap.beforeIndex()).isEqualTo(11);
    }

    /** The position is that of an event which is not shown any more. */
    @ParameterizedTest
    @EnumSource(value = Profile.class, names = "V1_6", mode = EnumSource.Mode.EXCLUDE)
    void whileDisconnectedIsNoGapOfOthers(Profile profile) throws Exception {
        readAllSoFar(profile);
        meanwhile(() -> purgeAndDelete(8));
        publish("default", 10);
        awaitKeys("at5", "at7", "at10");

        assertThat(observed.gaps).hasSize(1);
        assertThat(observed.gaps.element().namespace()).isEqualTo("eu");
    }

    @Test
    void whileDisconnectedLosesNothingOnAnOldServer() throws Exception {
        readAllSoFar(Profile.V1_6);
        meanwhile(() -> purgeAndDelete(8));
        publish("default", 10);

        awaitKeys("at5", "at7", "at7", "at10");
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void beforeACheckpointIsRestored(Profile profile) throws Exception {
        serve(profile);
        purgeAndDelete(8);
        publish("default", 10);
        subscribe("*", resume(10));
        awaitForgotten();
        publish("default", 11);
        awaitKeys("at11");
        assertThat(observed.gaps).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void createdAgainIsReadFromItsCreationOn(Profile profile) throws Exception {
        readAllSoFar(profile);
        purgeAndDelete(8);
        publish("default", 10);
        stream.await(4);
        comeBack();
        awaitForgotten();
        server.createNamespace("eu");
        publish("eu", 12);
        publish("default", 13);
        publish("eu", 14);
        awaitKeys("at5", "at7", "at7", "at10", "at12", "at13", "at14");
        comeBack();
        publish("eu", 15);

        awaitKeys("at5", "at7", "at7", "at10", "at12", "at13", "at14", "at15");
        assertThat(observed.gaps).isEmpty();
    }

    /** What happened in the first is looked at again, as nothing else happened since. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void createdAgainAtOnceIsNotMistakenForTheFirst(Profile profile) throws Exception {
        readAllSoFar(profile);
        purgeAndDelete(8);
        stream.await(3);
        comeBack();
        awaitForgotten();
        server.createNamespace("eu");
        publish("eu", 12);
        publish("eu", 13);
        publish("default", 14);

        awaitKeys("at5", "at7", "at7", "at12", "at13", "at14");
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void createdAgainWhileSubscribed(Profile profile) throws Exception {
        readAllSoFar(profile);
        purgeAndDelete(8);
        server.createNamespace("eu");
        publish("eu", 10);
        stream.await(4);
        comeBack();
        publish("eu", 11);

        awaitKeys("at5", "at7", "at7", "at10", "at11");
        assertThat(observed.gaps).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void deletedAndCreatedAgainWhileDisconnected(Profile profile) throws Exception {
        readAllSoFar(profile);
        meanwhile(
                () -> {
                    purgeAndDelete(8);
                    server.createNamespace("eu");
                    publish("eu", 10);
                });
        publish("eu", 11);

        awaitKeys("at5", "at7", "at7", "at10", "at11");
        assertThat(observed.gaps).isEmpty();
    }

    /** A checkpoint from before the deletion is restored after the second creation. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void deletedAndCreatedAgainBeforeARestore(Profile profile) throws Exception {
        serve(profile);
        purgeAndDelete(8);
        server.createNamespace("eu");
        publish("eu", 10);
        subscribe("*", resume(7));
        awaitKeys("at7", "at10");
        publish("eu", 11);
        awaitKeys("at7", "at10", "at11");
        assertThat(observed.gaps).isEmpty();
    }

    /** By name a server shows it whether it exists or not. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void givenByNameIsQuietUntilItIsCreatedAgain(Profile profile) throws Exception {
        serve(profile);
        subscribe("eu", new Start.Earliest());
        stream.await(1);
        meanwhile(() -> purgeAndDelete(8));
        awaitKeys("at7", "at7");
        comeBack();
        awaitHeartbeat();
        server.createNamespace("eu");
        publish("eu", 10);

        awaitKeys("at7", "at7", "at10");
        assertThat(observed.gaps).isEmpty();
    }
}
