package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Restarts, stops, lost buffers, blind starts and followers. */
class RestartTest {

    private static final String ALL = "/v1/event/stream?namespace=*";

    @Test
    void aRestartPublishesTheLogAgainWithOtherContent() throws IOException {
        try (NomadSimulator nomad = NomadSimulator.builder().bufferSize(2).start()) {
            for (long index = 1; index <= 4; index++) {
                nomad.publish(index, Samples.evaluation("e" + index, "web", "", index));
            }
            String address = nomad.address();
            try (RawClient client = new RawClient(nomad)) {
                client.get(ALL);
                assertThat(client.frame()).contains("\"NextEval\":\"later\"");
                nomad.restart(Restart.replaying(Duration.ZERO));
                assertThat(nomad.address()).isEqualTo(address);
            }
            try (RawClient client = new RawClient(nomad)) {
                client.get(ALL);
                assertThat(client.frame()).startsWith("{\"Index\":2,").doesNotContain("NextEval");
                assertThat(client.frame()).startsWith("{\"Index\":3,");
                assertThat(client.frame()).startsWith("{\"Index\":4,");
            }
        }
    }

    @Test
    void anEmptyRestartForgets() throws IOException {
        try (NomadSimulator nomad = simulator()) {
            nomad.publish(1, Samples.job("default", "web", 1));
            nomad.restart(Restart.empty(Duration.ZERO));
            nomad.publish(2, Samples.job("default", "web", 2));
            try (RawClient client = new RawClient(nomad)) {
                client.get(ALL + "&index=1");
                assertThat(client.frame()).startsWith("{\"Index\":2,");
            }
        }
    }

    @Test
    void aBlindServerFreezesToTheDefaultNamespace() throws IOException {
        try (NomadSimulator nomad = simulator()) {
            nomad.publish(1, Samples.job("team", "web", 1));
            nomad.restart(Restart.replaying(Duration.ZERO).blindFor(Duration.ofHours(1)));
            try (RawClient client = new RawClient(nomad)) {
                client.get(ALL);
                nomad.awaitSubscribers(1, Duration.ofSeconds(5));
                nomad.faults().blind(Duration.ZERO);
                nomad.publish(2, Samples.job("team", "web", 2));
                nomad.publish(3, Samples.job("default", "web", 3));
                assertThat(client.frame()).startsWith("{\"Index\":3,");
            }
        }
    }

    @Test
    void laterNamespacesAreInvisibleExceptOnOldServers() throws IOException {
        for (Profile profile : new Profile[] {Profile.V2_0, Profile.V1_6}) {
            try (NomadSimulator nomad =
                            NomadSimulator.builder()
                                    .profile(profile)
                                    .heartbeat(Duration.ofHours(1))
                                    .start();
                    RawClient client = new RawClient(nomad)) {
                client.get(ALL);
                nomad.awaitSubscribers(1, Duration.ofSeconds(5));
                nomad.publish(1, Samples.job("late", "web", 1));
                nomad.publish(2, Samples.job("default", "web", 2));
                String line = client.line();
                while (!line.startsWith("{\"Index\"")) {
                    line = client.line();
                }
                assertThat(line).startsWith("{\"Index\":" + (profile.hijacked() ? 2 : 1));
            }
        }
    }

    @Test
    void aStoppedServerRefusesAndComesBackAtItsPort() throws IOException {
        try (NomadSimulator nomad = simulator()) {
            nomad.publish(1, Samples.job("default", "web", 1));
            nomad.stop();
            Assertions.assertThatThrownBy(() -> new RawClient(nomad).close())
                    .isInstanceOf(ConnectException.class);
            nomad.start();
            try (RawClient client = new RawClient(nomad)) {
                client.get(ALL);
                assertThat(client.frame()).startsWith("{\"Index\":1,");
            }
        }
    }

    @Test
    void aForgottenBufferIsGone() throws IOException {
        try (NomadSimulator nomad = simulator()) {
            nomad.publish(1, Samples.job("default", "web", 1));
            nomad.faults().forget();
            nomad.restart(Restart.replaying(Duration.ZERO));
            nomad.publish(2, Samples.job("default", "web", 2));
            try (RawClient client = new RawClient(nomad)) {
                client.get(ALL);
                assertThat(client.frame()).startsWith("{\"Index\":2,");
            }
        }
    }

    @Test
    void aFollowerLagsBehind() throws IOException {
        try (NomadSimulator nomad = simulator();
                Follower follower = nomad.follower();
                RawClient client = new RawClient(follower.simulator())) {
            follower.lagBehind(2);
            for (long index = 1; index <= 5; index++) {
                nomad.publish(index, Samples.job("default", "web", index));
            }
            assertThat(follower.simulator().lastIndex()).isEqualTo(3);
            client.get(ALL + "&index=5");
            assertThat(client.frame()).startsWith("{\"Index\":3,");
            follower.lagBehind(0);
            assertThat(client.frame()).startsWith("{\"Index\":4,");
            assertThat(client.frame()).startsWith("{\"Index\":5,");
        }
    }

    @Test
    void aFollowerLearnsOfNamespacesInTheirTurn() throws IOException {
        try (NomadSimulator nomad = simulator();
                Follower follower = nomad.follower();
                RawClient client = new RawClient(follower.simulator())) {
            follower.pause();
            nomad.createNamespace("late");
            assertThat(client.body(client.get("/v1/namespaces?stale"))).doesNotContain("late");

            follower.resume();
            assertThat(client.body(client.get("/v1/namespaces?stale"))).contains("late");
        }
    }

    private static NomadSimulator simulator() {
        return NomadSimulator.builder().start();
    }
}
