package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A token that loses its right in mid-stream, and another that comes within the grace. */
class LostRightsTest {
    private static final String FIRST = "0f0f0f0f-0000-4000-8000-000000000001";
    private static final String SECOND = "0f0f0f0f-0000-4000-8000-000000000002";
    private static final int BUFFER = 10;

    @TempDir private Path folder;
    private Path file;
    private final Observed observed = new Observed();

    @BeforeEach
    void writeToken() throws Exception {
        file = Files.writeString(folder.resolve("token"), FIRST + "\n");
    }

    private static NomadSimulator nomad(Profile profile, AccessToken token) {
        return NomadSimulator.builder()
                .profile(profile)
                .bufferSize(BUFFER)
                .heartbeat(Duration.ofMillis(200))
                .token(token)
                .token(AccessToken.management(SECOND))
                .start();
    }

    private Collected subscribed(NomadSimulator server) {
        return Collected.of(
                QuickClient.of(server.address())
                        .token(TokenSource.file(file.toString()))
                        .open(Duration.ofSeconds(1))
                        .idle(Duration.ofMillis(800))
                        .grace(Duration.ofSeconds(20)),
                new Start.Earliest(),
                observed,
                Collected.subscription(Topic.JOB));
    }

    private static void publish(NomadSimulator server, int from, int to) {
        for (int index = from; index <= to; index++) {
            server.publish(index, Clients.job("web" + index, index));
        }
    }

    private void awaitRefusal(Collected stream) throws Exception {
        Await.until(
                "it is refused",
                () -> stream.drain() != null && observed.ends.contains(Cause.UNAUTHORIZED));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void whatTheBufferPassedOverMeanwhileIsAGapOfThatCause(Profile profile) throws Exception {
        try (NomadSimulator server = nomad(profile, AccessToken.management(FIRST));
                Collected stream = subscribed(server)) {
            publish(server, 1, 5);
            stream.await(5);
            server.tokens().revoke(FIRST);
            publish(server, 6, 6 + 3 * BUFFER);
            awaitRefusal(stream);
            Files.writeString(file, SECOND);

            Await.until("a gap", () -> stream.drain() != null && !observed.gaps.isEmpty());
            Gap gap = observed.gaps.element();
            assertThat(gap.cause()).isEqualTo(Gap.Cause.AUTHORIZATION);
            assertThat(gap.afterIndex()).isLessThanOrEqualTo(5);

            server.faults().refuseStreams(500, Duration.ofSeconds(1));
            server.faults().closeAll();
            publish(server, 100, 100 + 3 * BUFFER);
            Await.until("another gap", () -> stream.drain() != null && observed.gaps.size() > 1);
            assertThat(observed.gaps)
                    .extracting(Gap::cause)
                    .containsExactly(Gap.Cause.AUTHORIZATION, Gap.Cause.DROPPED_FROM_BUFFER);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void whatTheBufferStillHoldsComesOnce(Profile profile) throws Exception {
        try (NomadSimulator server = nomad(profile, AccessToken.management(FIRST));
                Collected stream = subscribed(server)) {
            publish(server, 1, 5);
            stream.await(5);
            server.tokens().revoke(FIRST);
            publish(server, 6, 8);
            awaitRefusal(stream);
            Files.writeString(file, SECOND);

            assertThat(stream.await(8).keys()).hasSize(8).doesNotHaveDuplicates();
            assertThat(observed.gaps).isEmpty();
        }
    }

    /** Heartbeats go on until an event would be sent, then there is silence; so Nomad does. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void anExpiryThatAnEventBringsToLightIsNamedAndCostsNothing(Profile profile) throws Exception {
        AccessToken brief =
                AccessToken.management(FIRST).expiringAt(Instant.now().plusMillis(1500));
        try (CapturedLogs logs = new CapturedLogs();
                NomadSimulator server = nomad(profile, brief);
                Collected stream = subscribed(server)) {
            publish(server, 1, 2);
            stream.await(2);
            Await.until("the end of the token", () -> Instant.now().isAfter(brief.expiration()));
            publish(server, 3, 4);
            awaitRefusal(stream);
            assertThat(logs.text())
                    .contains("does not accept the token in file")
                    .contains("expire");
            assertThat(logs.text()).doesNotContain(FIRST);
            Files.writeString(file, SECOND);

            assertThat(stream.await(4).keys()).containsExactly("web1", "web2", "web3", "web4");
            assertThat(observed.gaps).isEmpty();
        }
    }

    @Test
    void aGapNamesTheTimeOfTheEventBeforeItNotAfterIt() throws Exception {
        try (NomadSimulator server = nomad(Profile.V2_0, AccessToken.management(FIRST));
                Collected stream =
                        Collected.of(
                                QuickClient.of(server.address())
                                        .token(TokenSource.file(file.toString())),
                                new Start.Earliest(),
                                observed,
                                Collected.subscription(Topic.ALLOCATION))) {
            server.publish(1, allocation(1));
            stream.await(1);
            server.faults().refuseStreams(500, Duration.ofSeconds(1));
            server.faults().closeAll();
            for (int index = 2; index < 3 * BUFFER; index++) {
                server.publish(index, allocation(index));
            }

            Await.until("a gap", () -> stream.drain() != null && !observed.gaps.isEmpty());
            assertThat(observed.gaps.element().lastEventAt()).isEqualTo(Instant.ofEpochSecond(1));
        }
    }

    private static io.nomadflink.simulator.SimulatedEvent allocation(int second) {
        return io.nomadflink.connector.Simulated.allocation(
                "default", "a" + second, second, second * 1000L);
    }
}
