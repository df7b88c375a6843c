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

    private QuickClient clients(NomadSimulator server, String secret) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), secret);
        return QuickClient.of(server.address())
                .open(Duration.ofMillis(400))
                .token(secret.isEmpty() ? TokenSource.none() : TokenSource.file(file.toString()));
    }

    private static RefusedException refusal(QuickClient clients, Subscription subscription)
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

    private static void says(
            RefusedException refusal, NomadSimulator server, Kind kind, String... words) {
        assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind);
        assertThat(refusal)
                .hasMessageContaining(server.address())
                .hasMessageNotContaining("secret");
        assertThat(refusal.getMessage()).contains(words);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anUnknownToken(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            RefusedException refusal = refusal(clients(server, "wrong-secret"), JOBS);

            says(refusal, server, Kind.AUTHORIZATION, "does not accept the token in file");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void noToken(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            RefusedException refusal = refusal(clients(server, ""), JOBS);

            says(
                    refusal,
                    server,
                    Kind.AUTHORIZATION,
                    "no token",
                    "topic Job needs read-job in namespace payments");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aTokenWithoutTheCapability(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            RefusedException refusal = refusal(clients(server, "reader-secret"), JOBS);

            says(
                    refusal,
                    server,
                    Kind.AUTHORIZATION,
                    "topic Job needs read-job in namespace payments");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void allTopicsWithoutAManagementToken(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            Subscription all = Subscription.of("", "default", Map.of(Topic.ALL, List.of()));
            RefusedException refusal = refusal(clients(server, "reader-secret"), all);

            says(refusal, server, Kind.AUTHORIZATION, "topic * needs a management token");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anUnknownRegion(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            Subscription elsewhere =
                    Subscription.of("mars", "payments", Map.of(Topic.JOB, List.of("web")));
            RefusedException refusal = refusal(clients(server, "management-secret"), elsewhere);

            says(refusal, server, Kind.CONFIGURATION, "no region 'mars'");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aBrokerThatIsSwitchedOff(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            server.faults().disableBroker(true);
            RefusedException refusal = refusal(clients(server, "management-secret"), JOBS);

            assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(refusal.getMessage())
                    .contains(server.address())
                    .matches("(?s).*(EventBroker|event broker).*");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void tooManyConnectionsMayPass(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            server.faults().refuse(429, Duration.ofSeconds(30));

            says(
                    refusal(clients(server, "management-secret"), JOBS),
                    server,
                    Kind.UNAVAILABLE,
                    "answered 429");
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anAgentWithoutServersMayFindOne(Profile profile) throws Exception {
        try (NomadSimulator server = server(profile)) {
            server.faults().loseServer(Duration.ofSeconds(30));
            RefusedException refusal = refusal(clients(server, "management-secret"), JOBS);

            says(refusal, server, Kind.UNAVAILABLE, "connection refused");
        }
    }

    @Test
    void nobodyListens() throws Exception {
        NomadSimulator server = server(Profile.V2_0);
        server.close();
        RefusedException refusal = refusal(clients(server, "management-secret"), JOBS);

        says(refusal, server, Kind.UNAVAILABLE, "connection refused");
    }

    @Test
    void somebodyWhoSaysNothingAtAll() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.raw(out -> Thread.sleep(5_000));
            RefusedException refusal =
                    refusal(QuickClient.of(server.address()).open(Duration.ofMillis(200)), JOBS);

            assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refusal).hasMessageContaining("no answer in time");
        }
    }

    @Test
    void somethingThatIsNoNomadAgent() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.raw(out -> out.write("HTTP/1.1 404 Not Found\r\n\r\n<html>".getBytes()));
            RefusedException refusal = refusal(QuickClient.of(server.address()), JOBS);

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
            RefusedException refusal = refusal(QuickClient.of(server.address()), JOBS);

            assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refusal).hasMessageContaining(server.address());
        }
    }

    @Test
    void anUnknownHost() throws Exception {
        RefusedException refusal = refusal(QuickClient.of("http://nowhere.invalid:4646"), JOBS);

        assertThat(refusal)
                .hasMessageContaining("nowhere.invalid")
                .hasMessageContaining("unknown host");
    }

    @Test
    void aTokenFileThatIsMissing() throws Exception {
        RefusedException refusal =
                refusal(
                        QuickClient.of("http://127.0.0.1:9")
                                .token(TokenSource.file("/missing/token")),
                        JOBS);

        assertThat(refusal)
                .hasMessageContaining("/missing/token")
                .hasMessageContaining("NoSuchFile");
    }
}
