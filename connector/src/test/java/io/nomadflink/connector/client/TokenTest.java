package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that change, expire, are revoked, or lack rights, while a stream is open or before. */
class TokenTest {
    private static final String FIRST = "0f0f0f0f-0000-4000-8000-000000000001";
    private static final String SECOND = "0f0f0f0f-0000-4000-8000-000000000002";

    private static final Duration BRIEFLY = Duration.ofMillis(600);

    @TempDir private Path folder;
    private Path file;
    private Access access;
    private final Queue<Cause> ends = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void writeToken() throws Exception {
        file = Files.writeString(folder.resolve("token"), FIRST + "\n");
        access = Clients.token(TokenSource.file(file.toString()));
    }

    private static NomadSimulator nomad(Profile profile, AccessToken... tokens) {
        var builder =
                NomadSimulator.builder()
                        .profile(profile)
                        .heartbeat(Duration.ofMillis(200))
                        .namespaces("eu", "us");
        for (AccessToken token : tokens) {
            builder.token(token);
        }
        return builder.start();
    }

    private NomadClient client(NomadSimulator server) {
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.IDLE_TIMEOUT, Duration.ofMillis(700));
        return new NomadClient(Clients.settings(access, options, server.address()));
    }

    private ElementFeed subscribe(NomadClient client, String namespace, Topic... topics) {
        return subscribe(client, namespace, new Start.Earliest(), topics);
    }

    private ElementFeed subscribe(
            NomadClient client, String namespace, Start start, Topic... topics) {
        return Clients.subscribe(
                client,
                Clients.subscription(namespace, topics),
                start,
                new StreamObserver() {
                    @Override
                    public void disconnected(Cause cause) {
                        ends.add(cause);
                    }
                });
    }

    private List<String> preflight(NomadSimulator server, Subscription... subscriptions) {
        try (NomadClient client = client(server)) {
            return client.preflight(List.of(subscriptions));
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aTokenIsRotatedWithoutARestart(Profile profile) throws Exception {
        try (NomadSimulator server = nomad(profile, AccessToken.management(FIRST));
                NomadClient client = client(server);
                ElementFeed feed = subscribe(client, "default", Topic.JOB)) {
            server.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);

            Files.writeString(file, SECOND);
            server.tokens().rotate(FIRST, SECOND);
            server.publish(6, Clients.job("api", 6));

            assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Profile.class)
    void aRevokedTokenFailsWithTheReasonAfterTheGrace(Profile profile) throws Exception {
        try (NomadSimulator server =
                        nomad(
                                profile,
                                AccessToken.management(FIRST),
                                AccessToken.management(SECOND));
                NomadClient client = client(server);
                ElementFeed feed = subscribe(client, "default", Topic.JOB)) {
            server.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);

            server.tokens().revoke(FIRST);

            assertThat(Clients.failure(feed))
                    .contains("does not accept the token in file " + file)
                    .contains("revoked")
                    .doesNotContain(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Profile.class,
            names = {"V2_0", "V1_9"})
    void connectsAnewWithTheNextTokenBeforeTheOldOneExpires(Profile profile) throws Exception {
        AccessToken brief =
                AccessToken.management(FIRST).expiringAt(Instant.now().plusMillis(2500));
        try (NomadSimulator server = nomad(profile, brief, AccessToken.management(SECOND));
                NomadClient client = client(server);
                ElementFeed feed = subscribe(client, "default", Topic.JOB)) {
            server.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);
            Files.writeString(file, SECOND);

            Clients.awaitTrue(
                    () -> {
                        Clients.drain(feed);
                        return ends.contains(Cause.TOKEN);
                    },
                    "not reconnected");

            server.publish(6, Clients.job("api", 6));
            assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
            assertThat(ends).containsOnly(Cause.TOKEN);
        }
    }

    static Stream<Named<Consumer<NomadSimulator>>> moments() {
        return Stream.of(
                Named.of("no answer", server -> server.faults().loseLeader(BRIEFLY)),
                Named.of("500", server -> server.faults().refuseLists(500, BRIEFLY)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aTokenThatCannotBeLookedAtForAMomentIsWatchedAfterwards(Consumer<NomadSimulator> fault)
            throws Exception {
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofMillis(200));
        options.set(NomadSourceOptions.FRESHNESS_INTERVAL, Duration.ofMillis(300));
        try (NomadSimulator server =
                        nomad(
                                Profile.V2_0,
                                AccessToken.management(FIRST),
                                AccessToken.management(SECOND));
                NomadClient client =
                        new NomadClient(Clients.settings(access, options, server.address()))) {
            fault.accept(server);
            try (ElementFeed feed =
                    subscribe(
                            client,
                            "default",
                            new Start.Resume(Position.whole(4), Set.of()),
                            Topic.JOB)) {
                Await.until("a look", () -> server.requests().contains("/v1/acl/token/self"));
                Files.writeString(file, SECOND);

                Clients.awaitTrue(
                        () -> {
                            Clients.drain(feed);
                            return ends.contains(Cause.TOKEN);
                        },
                        "the token was not looked at again");
            }
        }
    }

    @Test
    void anExpiredTokenOfAQuietStreamIsNoticedAndNamed() throws Exception {
        AccessToken brief =
                AccessToken.management(FIRST).expiringAt(Instant.now().plusMillis(1500));
        try (NomadSimulator server = nomad(Profile.V2_0, brief);
                NomadClient client = client(server);
                ElementFeed feed = subscribe(client, "default", Topic.JOB)) {
            assertThat(Clients.failure(feed)).contains("does not accept the token in file");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Profile.class)
    void aStartingServerIsNeverCalledBadAuthorization(Profile profile) throws Exception {
        try (NomadSimulator server = nomad(profile, AccessToken.management(FIRST))) {
            server.publish(5, Clients.job("web", 5));
            server.faults().blind(Duration.ofSeconds(7));
            try (NomadClient client = client(server);
                    ElementFeed feed = subscribe(client, "*", Topic.JOB)) {
                assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(5);
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Profile.class)
    void aFollowerThatStartsBesideALivingLeaderIsNotBadAuthorizationEither(Profile profile)
            throws Exception {
        try (NomadSimulator leader = nomad(profile, AccessToken.management(FIRST));
                var follower = leader.follower()) {
            leader.publish(5, Clients.job("web", 5));
            follower.simulator().faults().blind(Duration.ofSeconds(6));
            try (NomadClient client = client(follower.simulator());
                    ElementFeed feed = subscribe(client, "default", Topic.JOB)) {
                assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void allThatIsMissingIsNamedAtOnce(Profile profile) {
        try (NomadSimulator server =
                nomad(
                        profile,
                        AccessToken.reader(FIRST, "default"),
                        AccessToken.management(SECOND))) {
            assertThat(
                            preflight(
                                    server,
                                    Clients.subscription(
                                            "us", Topic.JOB, Topic.ACL_TOKEN, Topic.NODE_POOL),
                                    Clients.subscription("eu", Topic.JOB)))
                    .singleElement()
                    .asString()
                    .contains("topic Job needs read-job in namespace us")
                    .contains("topic Job needs read-job in namespace eu")
                    .contains("topic ACLToken needs a management token")
                    .contains("topic NodePool needs a management token");
            assertThat(preflight(server, Clients.subscription("default", Topic.JOB, Topic.NODE)))
                    .isEmpty();
        }
    }

    @Test
    void namesARegionThatIsUnknownAndThoseThatExist() {
        try (NomadSimulator server = nomad(Profile.V2_0)) {
            assertThat(preflight(server, Clients.of("mars", "default", Topic.JOB)))
                    .singleElement()
                    .asString()
                    .contains("knows no region 'mars': it has global");
        }
    }

    @Test
    void namesABrokerThatIsOff() {
        try (NomadSimulator server = nomad(Profile.V2_0, AccessToken.management(FIRST))) {
            server.faults().disableBroker(true);
            assertThat(preflight(server, Clients.subscription("default", Topic.JOB)))
                    .singleElement()
                    .asString()
                    .contains("enable_event_broker");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Profile.class)
    void aSubscriptionWithoutRightsFailsNamingThem(Profile profile) throws Exception {
        try (NomadSimulator server = nomad(profile, AccessToken.reader(FIRST, "default"));
                NomadClient client = client(server);
                ElementFeed feed = subscribe(client, "us", Topic.JOB, Topic.ACL_POLICY)) {
            assertThat(Clients.failure(feed))
                    .contains("topic Job needs read-job in namespace us")
                    .contains("topic ACLPolicy needs a management token");
        }
    }

    @Test
    void knowsTheEndOfAWorkloadIdentity() throws Exception {
        String claims = "{\"sub\":\"global:default:job:group\",\"exp\":4102444800}";
        String jwt =
                "eyJhbGciOiJFZERTQSJ9."
                        + java.util.Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(claims.getBytes())
                        + ".c2lnbmF0dXJl";
        Files.writeString(file, jwt);
        try (NomadSimulator server = nomad(Profile.V2_0, AccessToken.reader(jwt, "default"));
                NomadHttp http =
                        new NomadHttp(
                                Clients.settings(access, Clients.options(), server.address()))) {
            TokenSelf self = TokenSelf.read(http, access.token(), server.address());
            assertThat(self.refusal()).isNull();
            assertThat(self.expiration()).isEqualTo(Instant.parse("2100-01-01T00:00:00Z"));
        }
    }
}
