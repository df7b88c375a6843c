package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
import io.nomadflink.simulator.Recording;
import io.nomadflink.simulator.RecordingPlayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recording of a real server, served in each way, cut at random: the events of the file. */
class RecordingsOverHttpTest {
    private static final Subscription EVERYTHING =
            Subscription.of("", "*", Map.of(Topic.ALL, List.of()));

    static Stream<Arguments> recordingsAndProfiles() throws IOException {
        return Recordings.live().stream()
                .flatMap(
                        file ->
                                Arrays.stream(Profile.values())
                                        .map(profile -> Arguments.of(file, profile)));
    }

    @ParameterizedTest
    @MethodSource("recordingsAndProfiles")
    void eventsAreThoseOfTheFileInTheOrderOfTheirIndex(Path recording, Profile profile)
            throws Exception {
        List<String> wanted = new ArrayList<>();
        Set<String> namespaces = new HashSet<>();
        Recordings.events(
                recording,
                event -> {
                    wanted.add(identity(event));
                    namespaces.add(event.namespace().isEmpty() ? "default" : event.namespace());
                });
        List<String> found = new ArrayList<>();
        AtomicInteger cuts = new AtomicInteger();
        StreamObserver observer =
                new StreamObserver() {
                    @Override
                    public void disconnected(FeedItem.Cause cause) {
                        cuts.incrementAndGet();
                    }
                };

        try (NomadSimulator server =
                        NomadSimulator.builder()
                                .profile(profile)
                                .namespaces(namespaces.toArray(String[]::new))
                                .bufferSize(100_000)
                                .start();
                RecordingPlayer player = new RecordingPlayer(server, Recording.of(recording));
                Collected collected =
                        Collected.of(
                                QuickClient.of(server.address()),
                                new Start.Earliest(),
                                observer,
                                EVERYTHING)) {
            player.start(Double.POSITIVE_INFINITY);
            cutWhileReading(server, collected, wanted.size());
            collected.events().forEach(event -> found.add(identity(event)));

            assertThat(collected.of(StreamElement.Missing.class)).isEmpty();
            assertThat(collected.events()).isSortedAccordingTo(RecordingsOverHttpTest::byIndex);
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(cuts).hasPositiveValue();
    }

    private static void cutWhileReading(NomadSimulator server, Collected collected, int events)
            throws Exception {
        Random random = new Random(events);
        for (int part = 1; part <= 5; part++) {
            server.faults().cutNextLine(1 + random.nextInt(3000), random.nextBoolean());
            collected.await(events * part / 6);
        }
        collected.await(events);
    }

    private static int byIndex(NomadEvent a, NomadEvent b) {
        return Long.compare(a.index(), b.index());
    }

    private static String identity(NomadEvent event) {
        return event.index() + " " + event.namespace() + " " + Signature.of(event) + " " + event;
    }
}
