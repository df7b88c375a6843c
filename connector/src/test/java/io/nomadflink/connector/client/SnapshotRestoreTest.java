package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.StateSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code nomad operator snapshot restore} while streams are open: they end, in silence on newer
 * servers, the buffer is empty, objects are older than before, and the raft index goes on.
 */
class SnapshotRestoreTest {
    private final Observed observed = new Observed();

    private Collected subscribed(NomadSimulator server) {
        NomadClient client = client(server);
        return Collected.of(
                QuickClient.of(server.address()),
                client.subscribe(
                        "restored",
                        Collected.subscription(Topic.ALLOCATION),
                        new Start.Earliest(),
                        new StreamOptions(true, BackfillDetail.LISTED, false),
                        () -> {},
                        observed));
    }

    private static NomadClient client(NomadSimulator server) {
        return QuickClient.of(server.address()).idle(Duration.ofMillis(800)).client();
    }

    private static NomadSimulator nomad(Profile profile) {
        return NomadSimulator.builder().profile(profile).heartbeat(Duration.ofMillis(200)).start();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void isNamedBeforeAnythingHappensAndAGapWhenItDoes(Profile profile) throws Exception {
        try (CapturedLogs logs = new CapturedLogs();
                NomadSimulator server = nomad(profile);
                Collected stream = subscribed(server)) {
            server.publish(10, Simulated.allocation("kept", 10));
            StateSnapshot saved = server.saveSnapshot();
            server.publish(20, Simulated.allocation("undone", 20));
            stream.await(2);

            server.restore(saved);
            Await.until(
                    "it is named",
                    () ->
                            stream.drain() != null
                                    && logs.text()
                                            .contains(
                                                    "had read up to index 20, but the tables are"
                                                            + " at 10: an old snapshot was"
                                                            + " restored"));
            assertThat(observed.gaps).isEmpty();
            server.publish(30, Simulated.allocation("new", 30));

            assertThat(stream.await(3).keys()).containsExactly("kept", "undone", "new");
            Gap gap = observed.gaps.element();
            assertThat(observed.gaps).hasSize(1);
            assertThat(gap.cause()).isEqualTo(Gap.Cause.SNAPSHOT_RESTORE);
            assertThat(gap.afterIndex()).isEqualTo(20);
            assertThat(healed(stream)).containsExactly("kept");
        }
    }

    /** All that exists is read, for what was restored is older than what was delivered. */
    private static List<String> healed(Collected stream) throws Exception {
        List<String> found = new ArrayList<>();
        for (StreamElement.Missing missing : stream.of(StreamElement.Missing.class)) {
            missing.healing()
                    .read(frame -> frame.events().forEach(event -> found.add(event.key())));
        }
        return found;
    }

    /** Nothing was undone: the table's index still proves that. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void ofTheStateThatWasThereIsNoGap(Profile profile) throws Exception {
        try (NomadSimulator server = nomad(profile);
                Collected stream = subscribed(server)) {
            server.publish(10, Simulated.allocation("a", 10));
            stream.await(1);
            server.restore(server.saveSnapshot());
            Await.until("it has ended", () -> stream.drain() != null && !observed.ends.isEmpty());
            long before = stream.of(StreamElement.CaughtUp.class).size();
            Await.until(
                    "it is caught up again",
                    () -> stream.of(StreamElement.CaughtUp.class).size() > before);
            server.publish(20, Simulated.node("n", 20));
            server.publish(30, Simulated.allocation("b", 30));

            assertThat(stream.await(2).keys()).containsExactly("a", "b");
            assertThat(observed.gaps).isEmpty();
        }
    }
}
