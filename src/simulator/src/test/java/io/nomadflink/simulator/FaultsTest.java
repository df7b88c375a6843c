package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Things that go wrong do so as ordered. */
class FaultsTest {

    private static final String STREAM = "/v1/event/stream";

    @Test
    void aLineIsCutAtAByte() throws IOException {
        try (NomadSimulator nomad = simulator();
                RawClient client = subscribed(nomad)) {
            nomad.faults().cutNextLine(9, false);
            nomad.publish(1, Samples.job("default", "web", 1));
            assertThat(client.frame()).isEqualTo("{\"Index\":");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aLineIsCutByAReset() throws IOException {
        try (NomadSimulator nomad = simulator();
                RawClient client = subscribed(nomad)) {
            nomad.faults().cutNextLine(9, true);
            nomad.publish(1, Samples.job("default", "web", 1));
            Assertions.assertThatThrownBy(client::frame).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void silenceHasNoHeartbeats() throws IOException {
        try (NomadSimulator nomad = simulator();
                RawClient client = subscribed(nomad)) {
            nomad.faults().silence(Duration.ofHours(1));
            assertThat(nomad.awaitSubscribers(0, Duration.ofSeconds(5))).isTrue();
            nomad.publish(1, Samples.job("default", "web", 1));
            assertThat(client.silentFor(Duration.ofMillis(150))).isTrue();
        }
    }

    @Test
    void theNextStreamAloneCanBeSilent() throws IOException {
        try (NomadSimulator nomad = simulator()) {
            nomad.faults().silenceNext(Duration.ofHours(1));
            try (RawClient silent = subscribed(nomad);
                    RawClient client = subscribed(nomad)) {
                nomad.publish(1, Samples.job("default", "web", 1));
                assertThat(client.frame()).startsWith("{\"Index\":1");
                assertThat(silent.silentFor(Duration.ofMillis(150))).isTrue();
            }
        }
    }

    @Test
    void heartbeatsCanBeWithheld() throws IOException {
        try (NomadSimulator nomad = simulator();
                RawClient client = subscribed(nomad)) {
            nomad.faults().withholdHeartbeats(Duration.ofHours(1));
            nomad.publish(1, Samples.job("default", "web", 1));
            assertThat(client.frame()).startsWith("{\"Index\":1");
            assertThat(client.silentFor(Duration.ofMillis(150))).isTrue();
        }
    }

    @Test
    void refusedStreamsLeaveListsAlone() throws IOException {
        try (NomadSimulator nomad = simulator();
                RawClient list = new RawClient(nomad);
                RawClient stream = new RawClient(nomad)) {
            nomad.faults().refuseStreams(403, Duration.ofHours(1));
            assertThat(list.get("/v1/jobs")).startsWith("HTTP/1.1 200 OK");
            assertThat(stream.get(STREAM)).startsWith("HTTP/1.1 200 OK");
            assertThat(stream.silentFor(Duration.ofMillis(100))).isTrue();
        }
    }

    @Test
    void tooManyConnectionsAndLostServersHaveRealStatuses() throws IOException {
        try (NomadSimulator nomad = simulator()) {
            nomad.faults().refuse(429, Duration.ofHours(1));
            assertThat(status(nomad)).isEqualTo("HTTP/1.1 429 Too Many Requests");
            nomad.faults().loseServer(Duration.ofHours(1));
            assertThat(status(nomad)).isEqualTo("HTTP/1.1 500 Internal Server Error");
        }
    }

    @Test
    void headersOnly() throws IOException {
        try (NomadSimulator nomad = simulator();
                RawClient client = new RawClient(nomad)) {
            nomad.faults().headersOnly(Duration.ofHours(1));
            assertThat(client.get(STREAM)).startsWith("HTTP/1.1 200 OK");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aRevokedTokenEndsItsStreamsOnly() throws IOException {
        try (NomadSimulator nomad =
                        NomadSimulator.builder()
                                .profile(Profile.V1_9)
                                .token("old")
                                .token("other")
                                .start();
                RawClient client = new RawClient(nomad);
                RawClient other = new RawClient(nomad)) {
            client.get(STREAM, "X-Nomad-Token: old");
            other.get(STREAM, "X-Nomad-Token: other");
            nomad.awaitSubscribers(2, Duration.ofSeconds(5));
            nomad.tokens().rotate("old", "new");
            client.chunk();
            client.chunk();
            assertThat(client.chunk()).startsWith("subscription closed by server");
            assertThat(nomad.awaitSubscribers(1, Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void anExpiredTokenIsNoticedWhenSomethingMatches() throws IOException {
        AccessToken token = AccessToken.management("t");
        try (NomadSimulator nomad =
                        NomadSimulator.builder()
                                .token(token)
                                .heartbeat(Duration.ofMillis(50))
                                .start();
                RawClient client = new RawClient(nomad)) {
            client.get(STREAM, "X-Nomad-Token: t");
            assertThat(client.line()).isEqualTo("{}");
            nomad.tokens().accept(token.expiringAt(Instant.now()));
            for (int beat = 0; beat < 4; beat++) {
                assertThat(client.line()).isEqualTo("{}");
            }
            nomad.publish(1, Samples.job("default", "web", 1));
            assertThat(nomad.awaitSubscribers(0, Duration.ofSeconds(5))).isTrue();
            nomad.faults().closeAll();
            assertThat(client.frame()).isNull();
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutAfterTheDeadline() throws IOException {
        try (NomadSimulator nomad =
                        NomadSimulator.builder()
                                .bufferSize(100_000)
                                .writeDeadline(Duration.ofMillis(200))
                                .start();
                RawClient client = subscribed(nomad)) {
            String big = "x".repeat(200_000);
            for (long index = 1; index < 100; index++) {
                nomad.publish(index, Samples.job("default", big, index));
            }
            assertThat(nomad.awaitSubscribers(0, Duration.ofSeconds(10))).isTrue();
            String line = client.frame();
            String last = line;
            while (line != null) {
                last = line;
                line = client.frame();
            }
            assertThat(last).startsWith("{\"Index\":").doesNotEndWith("]}");
        }
    }

    private static String status(NomadSimulator nomad) throws IOException {
        try (RawClient client = new RawClient(nomad)) {
            return client.get(STREAM).get(0);
        }
    }

    private static RawClient subscribed(NomadSimulator nomad) throws IOException {
        RawClient client = new RawClient(nomad);
        client.get(STREAM);
        assertThat(client.line()).isEqualTo("{}");
        return client;
    }

    private static NomadSimulator simulator() {
        return NomadSimulator.builder().heartbeat(Duration.ofMillis(50)).start();
    }
}
