package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each profile looks like on the wire. */
class HttpProfilesTest {

    private static final String STREAM = "/v1/event/stream";

    @Test
    void aStreamOf20EndsByClosing() throws IOException {
        try (NomadSimulator nomad = nomad(Profile.V2_0).start();
                RawClient client = new RawClient(nomad)) {
            assertThat(client.get(STREAM))
                    .containsExactly(
                            "HTTP/1.1 200 OK",
                            "Connection: close",
                            "Cache-Control: no-cache",
                            "Content-Type: application/json",
                            "Vary: Accept-Encoding");
            assertThat(client.line()).isEqualTo("{}");
            assertThat(client.line()).isEqualTo("{}");
            nomad.publish(7, Samples.job("default", "web", 7));
            assertThat(client.frame()).startsWith("{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",");
            nomad.faults().closeAll();
            assertThat(client.frame()).isNull();
        }
    }

    @Test
    void aStreamOf1112HasVersionZero() throws IOException {
        try (NomadSimulator nomad = nomad(Profile.V1_11_2).start();
                RawClient client = new RawClient(nomad)) {
            assertThat(client.get(STREAM))
                    .startsWith("HTTP/0.0 200 OK")
                    .doesNotContain("Connection: close");
            assertThat(client.line()).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V1_9", "V1_6"})
    void olderStreamsAreChunkedAndSayWhyTheyEnd(Profile profile) throws IOException {
        try (NomadSimulator nomad = nomad(profile).heartbeat(Duration.ofHours(1)).start();
                RawClient client = new RawClient(nomad)) {
            List<String> head = client.get(STREAM);
            assertThat(head).startsWith("HTTP/1.1 200 OK").contains("Transfer-Encoding: chunked");
            assertThat(head).anyMatch(line -> line.startsWith("Date: "));
            assertThat(List.of(client.chunk(), client.chunk())).containsExactly("{}", "\n");
            nomad.faults().endAll("event dropped from buffer");
            assertThat(client.chunk()).isEqualTo("event dropped from buffer");
            assertThat(client.chunk()).isEmpty();
            assertThat(client.get("/v1/regions")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V2_0", "V1_11_2"})
    void aHijackedRefusalIsSilenceAndThenTheEnd(Profile profile) throws IOException {
        try (NomadSimulator nomad = nomad(profile).token("good").start();
                RawClient client = new RawClient(nomad)) {
            assertThat(client.get(STREAM, "X-Nomad-Token: bad").get(0)).endsWith("200 OK");
            assertThat(client.silentFor(Duration.ofMillis(100))).isTrue();
            nomad.faults().closeAll();
            assertThat(client.line()).isNull();
        }
        try (NomadSimulator nomad =
                        nomad(profile).token("good").silentEof(Duration.ofMillis(20)).start();
                RawClient client = new RawClient(nomad)) {
            client.get(STREAM, "X-Nomad-Token: bad");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void olderProfilesRefuseWithAStatus() throws IOException {
        assertThat(refusal(Profile.V1_9)).startsWith("HTTP/1.1 403 Forbidden");
        assertThat(refusal(Profile.V1_9, "X-Nomad-Token: bad")).startsWith("HTTP/1.1 403");
        assertThat(refusal(Profile.V1_6)).startsWith("HTTP/1.1 500");
        assertThat(refusal(Profile.V1_6, "X-Nomad-Token: bad")).startsWith("HTTP/1.1 403");
    }

    @Test
    void tokensComeInTwoHeaders() throws IOException {
        try (NomadSimulator nomad = nomad(Profile.V1_9).token("good").start();
                RawClient first = new RawClient(nomad);
                RawClient second = new RawClient(nomad)) {
            assertThat(first.get(STREAM, "X-Nomad-Token: good")).startsWith("HTTP/1.1 200 OK");
            assertThat(second.get(STREAM, "Authorization: Bearer good"))
                    .startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic=Job:a:b",
                "topic=Job:a%3Ab",
                "index=abc",
                "index=18446744073709551615",
                "index=-1"
            })
    void badRequestsGetARealStatus(String query) throws IOException {
        for (Profile profile : Profile.values()) {
            try (NomadSimulator nomad = nomad(profile).start();
                    RawClient client = new RawClient(nomad)) {
                assertThat(client.get(STREAM + "?" + query).get(0))
                        .isEqualTo("HTTP/1.1 400 Bad Request");
            }
        }
    }

    @Test
    void onlyGetIsAllowed() throws IOException {
        try (NomadSimulator nomad = nomad(Profile.V2_0).start();
                RawClient client = new RawClient(nomad)) {
            client.send("POST", STREAM);
            List<String> head = client.head();
            assertThat(head.get(0)).isEqualTo("HTTP/1.1 405 Method Not Allowed");
            assertThat(client.body(head)).isEqualTo("Invalid method");
        }
    }

    @Test
    void unknownRegionsAreRefused() throws IOException {
        try (NomadSimulator nomad = nomad(Profile.V1_9).region("eu").start();
                RawClient client = new RawClient(nomad)) {
            List<String> head = client.get(STREAM + "?region=us");
            assertThat(head.get(0)).isEqualTo("HTTP/1.1 500 Internal Server Error");
            assertThat(client.body(head)).isEqualTo("No path to region");
        }
    }

    @Test
    void requestsAndSubscribersAreKnown() throws IOException {
        try (NomadSimulator nomad = nomad(Profile.V2_0).start()) {
            try (RawClient client = new RawClient(nomad)) {
                client.get(STREAM + "?topic=Job&index=5");
                assertThat(nomad.awaitSubscribers(1, Duration.ofSeconds(5))).isTrue();
            }
            assertThat(nomad.awaitSubscribers(0, Duration.ofSeconds(5))).isTrue();
            assertThat(nomad.requests()).containsExactly(STREAM + "?topic=Job&index=5");
        }
    }

    private static String refusal(Profile profile, String... headers) throws IOException {
        try (NomadSimulator nomad = nomad(profile).token("good").start();
                RawClient client = new RawClient(nomad)) {
            List<String> head = client.get(STREAM, headers);
            assertThat(client.body(head)).isEqualTo("Permission denied");
            return head.get(0);
        }
    }

    private static NomadSimulatorBuilder nomad(Profile profile) {
        return NomadSimulator.builder().profile(profile).heartbeat(Duration.ofMillis(50));
    }
}
