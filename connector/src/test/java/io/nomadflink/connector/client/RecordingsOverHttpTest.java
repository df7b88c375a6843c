package io.nomadflink.connector.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.Profile;
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
                Collected collected =
                        Collected.of(
                                QuickClient.of(server.address()),
                                new Start.Earliest(),
                                observer,
                                EVERYTHING)) {
            publishWithCuts(server, collected, recording);
            collected.await(wanted.size());
            collected.events().forEach(event -> found.add(identity(event)));

            assertThat(collected.of(StreamElement.Missing.class)).isEmpty();
            assertThat(collected.events()).isSortedAccordingTo(RecordingsOverHttpTest::byIndex);
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(cuts).hasPositiveValue();
    }

    /** Each tenth part of the recording, but for the first, finds a stream and breaks it. */
    private static void publishWithCuts(NomadSimulator server, Collected collected, Path recording)
            throws Exception {
        List<String> lines = new ArrayList<>();
        Recordings.lines(recording, line -> lines.add(new String(line, UTF_8)));
        lines.removeIf("{}"::equals);
        Random random = new Random(lines.size());
        int part = lines.size() / 10 + 1;
        lines.subList(0, part).forEach(server::publishLine);
        collected.await(1);
        for (int from = part; from < lines.size(); from += part) {
            Await.until("the stream is there", () -> server.subscribers() == 1);
            server.faults().cutNextLine(1 + random.nextInt(3000), random.nextBoolean());
            lines.subList(from, Math.min(lines.size(), from + part)).forEach(server::publishLine);
            collected.drain();
        }
    }

    private static int byIndex(NomadEvent a, NomadEvent b) {
        return Long.compare(a.index(), b.index());
    }

    private static String identity(NomadEvent event) {
        return event.index() + " " + event.namespace() + " " + Signature.of(event) + " " + event;
    }
}
