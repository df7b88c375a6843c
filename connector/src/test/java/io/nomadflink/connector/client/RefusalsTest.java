package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.ScriptedServer;
import io.nomadflink.connector.client.RefusedException.Kind;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to be refused, on each kind of server, as a user reads it. */
class RefusalsTest {
    private static final Subscription JOBS =
            Subscription.of("", "payments", Map.of(Topic.JOB, List.of("web")));

    @TempDir Path directory;

    private static NomadSimulator server(Profile profile) {
        return NomadSimulator.builder()
                .profile(profile)
                .namespaces("payments")
                .token("management-secret")
                .token(AccessToken.reader("reader-secret", "default"))
                .start();
    }

    private Clients clients(NomadSimulator server, String secret) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), secret);
        return Clients.of(server.address())
                .open(Duration.ofMillis(400))
                .token(secret.isEmpty() ? TokenSource.none() : TokenSource.file(file.toString()));
    }

    private static RefusedException refusal(Clients clients, Subscription subscription)
            throws IOException {
        try (NomadClient client = clients.client()) {
            String address = client.settings().addresses().get(0);
            try (EventStream stream =
                    EventStream.open(
                            client.http(), client.settings(), address, subscription.query(0))) {
                throw new AssertionError("served: " + stream.address());
            } catch (IOException e) {
                return client.refusals().explain(address, subscription, e);
            }
        }
    }

    private static void namesEverything(
            RefusedException refusal, NomadSimulator server, Kind kind) {
        assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind);
        assertThat(refusal)
                .hasMessageContaining(server.address())
                .hasMessageContaining("Job:web")
                .hasMessageContaining("namespace payments")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anUnknownToken(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            RefusedException refusal = refusal(clients(server, "wrong-secret"), JOBS);

            namesEverything(refusal, server, Kind.AUTHORIZATION);
            assertThat(refusal).hasMessageContaining("read-job");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void noToken(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            RefusedException refusal = refusal(clients(server, ""), JOBS);

            namesEverything(refusal, server, Kind.AUTHORIZATION);
            assertThat(refusal).hasMessageContaining("read-job");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aTokenWithoutTheCapability(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            RefusedException refusal = refusal(clients(server, "reader-secret"), JOBS);

            namesEverything(refusal, server, Kind.AUTHORIZATION);
            assertThat(refusal).hasMessageContaining("read-job for topic Job");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void allTopicsWithoutAManagementToken(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            Subscription all = Subscription.of("", "default", Map.of(Topic.ALL, List.of()));
            RefusedException refusal = refusal(clients(server, "reader-secret"), all);

            assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(Kind.AUTHORIZATION);
            assertThat(refusal)
                    .hasMessageContaining("management for topic *")
                    .hasMessageContaining("namespace default");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anUnknownRegion(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            Subscription elsewhere =
                    Subscription.of("mars", "payments", Map.of(Topic.JOB, List.of("web")));
            RefusedException refusal = refusal(clients(server, "management-secret"), elsewhere);

            namesEverything(refusal, server, Kind.CONFIGURATION);
            assertThat(refusal)
                    .hasMessageContaining("No path to region")
                    .hasMessageContaining("region mars");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aBrokerThatIsSwitchedOff(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            server.faults().disableBroker(true);
            RefusedException refusal = refusal(clients(server, "management-secret"), JOBS);

            namesEverything(
                    refusal,
                    server,
                    refusal.getMessage().contains("EventBroker")
                            ? Kind.CONFIGURATION
                            : Kind.UNAVAILABLE);
            assertThat(refusal.getMessage()).containsIgnoringCase("event");
            assertThat(refusal.getMessage()).matches("(?s).*(EventBroker|event broker).*");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void tooManyConnectionsMayPass(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            server.faults().refuse(429, Duration.ofSeconds(30));

            namesEverything(
                    refusal(clients(server, "management-secret"), JOBS), server, Kind.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anAgentWithoutServersMayFindOne(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            server.faults().loseServer(Duration.ofSeconds(30));
            RefusedException refusal = refusal(clients(server, "management-secret"), JOBS);

            namesEverything(refusal, server, Kind.UNAVAILABLE);
            assertThat(refusal).hasMessageContaining("connection refused");
        }
    }

    @Test
    void nobodyListens() throws Exception {
        NomadSimulator server = server(Profile.V2_0);
        server.close();
        RefusedException refusal = refusal(clients(server, "management-secret"), JOBS);

        namesEverything(refusal, server, Kind.UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("connection refused");
    }

    @Test
    void somebodyWhoSaysNothingAtAll() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.raw(out -> Thread.sleep(5_000));
            RefusedException refusal =
                    refusal(Clients.of(server.address()).open(Duration.ofMillis(200)), JOBS);

            assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refusal).hasMessageContaining("no answer in time");
        }
    }

    @Test
    void somethingThatIsNoNomadAgent() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.raw(out -> out.write("HTTP/1.1 404 Not Found\r\n\r\n<html>".getBytes()));
            RefusedException refusal = refusal(Clients.of(server.address()), JOBS);

            assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(refusal)
                    .hasMessageContaining(server.address() + " answered 404")
                    .hasMessageContaining("is this a Nomad agent");
        }
    }

    @Test
    void somethingThatSpeaksNoHttp() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.raw(out -> out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n".getBytes()));
            RefusedException refusal = refusal(Clients.of(server.address()), JOBS);

            assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refusal).hasMessageContaining(server.address());
        }
    }

    @Test
    void tlsToAPlainPort() throws Exception {
        try (NomadSimulator server = server(Profile.V2_0)) {
            String https = server.address().replace("http:", "https:");
            RefusedException refusal = refusal(Clients.of(https), JOBS);

            assertThat(refusal).hasMessageContaining(https).hasMessageContaining("TLS");
        }
    }

    @Test
    void anUnknownHost() throws Exception {
        RefusedException refusal = refusal(Clients.of("http://nowhere.invalid:4646"), JOBS);

        assertThat(refusal)
                .hasMessageContaining("nowhere.invalid")
                .hasMessageContaining("unknown host");
    }

    @Test
    void aTokenFileThatIsMissing() throws Exception {
        RefusedException refusal =
                refusal(
                        Clients.of("http://127.0.0.1:9").token(TokenSource.file("/missing/token")),
                        JOBS);

        assertThat(refusal)
                .hasMessageContaining("/missing/token")
                .hasMessageContaining("NoSuchFile");
    }
}
