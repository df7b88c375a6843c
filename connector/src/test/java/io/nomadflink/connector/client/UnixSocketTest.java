package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Task API: Nomad behind a Unix socket, with the token of the workload. */
class UnixSocketTest {
    @TempDir private Path folder;

    private static Path shortPath() throws Exception {
        return Files.createTempDirectory(Path.of("/tmp"), "nomad").resolve("api.sock");
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void streamsThroughTheTaskApi(Profile profile) throws Exception {
        Path token = Files.writeString(folder.resolve("nomad_token"), "a-workload-token");
        try (NomadSimulator server =
                        NomadSimulator.builder()
                                .profile(profile)
                                .token(AccessToken.management("a-workload-token"))
                                .start();
                UnixBridge socket = new UnixBridge(shortPath(), server.port());
                NomadClient client =
                        Clients.client(
                                Clients.token(TokenSource.file(token.toString())),
                                socket.address());
                ElementFeed feed =
                        Clients.subscribe(client, Clients.subscription("*", Topic.JOB))) {
            server.publish(3, Clients.job("web", 3));
            assertThat(Clients.read(feed, 1)).hasSize(1);
        }
    }

    @Test
    void silenceOnTheSocketIsNoticedAndClosingIsPrompt() throws Exception {
        Queue<Cause> ends = new ConcurrentLinkedQueue<>();
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.IDLE_TIMEOUT, Duration.ofMillis(400));
        try (NomadSimulator server = NomadSimulator.builder().start();
                UnixBridge socket = new UnixBridge(shortPath(), server.port());
                NomadClient client =
                        new NomadClient(
                                Clients.settings(Clients.anonymous(), options, socket.address()))) {
            ElementFeed feed =
                    Clients.subscribe(
                            client,
                            Clients.subscription("default", Topic.JOB),
                            new Start.Earliest(),
                            new StreamObserver() {
                                @Override
                                public void disconnected(Cause cause) {
                                    ends.add(cause);
                                }
                            });
            Clients.awaitTrue(
                    () -> {
                        Clients.drain(feed);
                        return ends.contains(Cause.SILENT);
                    },
                    "silence was not noticed: " + ends);
            feed.close();
            Clients.awaitTrue(() -> server.subscribers() == 0, "a stream stayed open");
        }
    }

    /** Nothing comes that would end the wait for a line, and the server does not hear of it. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void aQuietStreamIsLeftAtOnce(Profile profile) throws Exception {
        try (NomadSimulator server = NomadSimulator.builder().profile(profile).start();
                UnixBridge socket = new UnixBridge(shortPath(), server.port(), true);
                NomadClient client = Clients.client(Clients.anonymous(), socket.address());
                EventStream stream =
                        EventStream.open(
                                client.http(),
                                client.settings(),
                                socket.address(),
                                "index=0&topic=Job")) {
            CompletableFuture<byte[]> next =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return stream.next();
                                } catch (IOException e) {
                                    return new byte[0];
                                }
                            });
            assertThatThrownBy(() -> next.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);

            assertTimeoutPreemptively(Duration.ofSeconds(5), stream::close);
            assertThat(next.get(5, TimeUnit.SECONDS)).isNullOrEmpty();
        }
    }

    @Test
    void namesASocketThatIsNotThere() {
        try (NomadClient client =
                Clients.client(Clients.anonymous(), "unix:///nowhere/secrets/api.sock")) {
            assertThat(client.preflight(List.of(Clients.subscription("default", Topic.JOB))))
                    .singleElement()
                    .asString()
                    .startsWith("unix:///nowhere/secrets/api.sock: ")
                    .contains("no socket");
        }
    }
}
