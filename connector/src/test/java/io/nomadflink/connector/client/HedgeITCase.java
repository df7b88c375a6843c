package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.Follower;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording served by two servers that are killed and started at random. */
class HedgeITCase {
    private static final String RECORDED = "1.9.7";
    private static final int BUFFER = 10_000;

    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final List<String> found = new ArrayList<>();

    /** A recording, two servers, and a client of both. */
    private final class World implements AutoCloseable {
        private final NomadSimulator leader;
        private final Follower follower;
        private final List<NomadSimulator> servers;
        private final List<String> lines = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();

        /** How many events so many lines and one hold. */
        private final List<Integer> sizes = new ArrayList<>();

        private final Random random;
        private final NomadClient client;
        private final ElementFeed feed;
        private int published;

        World(long seed, String... namespaces) throws IOException {
            random = new Random(seed);
            leader =
                    NomadSimulator.builder()
                            .namespaces(namespaces)
                            .bufferSize(BUFFER)
                            .heartbeat(Duration.ofMillis(200))
                            .start();
            follower = leader.follower();
            servers = List.of(leader, follower.simulator());
            Recordings.lines(
                    Recordings.of(RECORDED),
                    line -> {
                        if (line.length > 2) {
                            lines.add(new String(line, StandardCharsets.UTF_8));
                        }
                    });
            Recordings.frames(
                    Recordings.of(RECORDED),
                    frame -> {
                        frame.events().forEach(event -> expected.add(identity(event)));
                        sizes.add(expected.size());
                    });
            publish(1);
            Configuration options = Clients.options();
            options.set(NomadSourceOptions.HEDGE, true);
            client =
                    new NomadClient(
                            Clients.settings(
                                    Clients.anonymous(),
                                    options,
                                    leader.address(),
                                    follower.address()));
            feed =
                    Clients.subscribe(
                            client,
                            Frames.ALL,
                            new Start.Earliest(),
                            new StreamObserver() {
                                @Override
                                public void gap(Gap gap) {
                                    gaps.add(gap);
                                }
                            });
        }

        boolean publish(int count) {
            for (int i = 0; i < count && published < lines.size(); i++) {
                leader.publishLine(lines.get(published++));
            }
            return published < lines.size();
        }

        void drain() {
            List<StreamElement> elements = new ArrayList<>();
            try {
                feed.drainTo(elements, 1000).run();
            } catch (IOException e) {
                throw new AssertionError(e.getMessage(), e);
            }
            for (StreamElement element : elements) {
                element.frames().forEach(this::take);
            }
        }

        private void take(StreamElement.NewFrame frame) {
            frame.frame().events().forEach(event -> found.add(identity(event)));
        }

        int streams(NomadSimulator server) {
            return (int)
                    server.requests().stream()
                            .filter(r -> r.startsWith("/v1/event/stream"))
                            .count();
        }

        /** A new connection, not one from before its death that is still counted. */
        void awaitReturn(NomadSimulator server, int streamsBefore) throws InterruptedException {
            awaitTrue(() -> streams(server) > streamsBefore && server.subscribers() == 1);
        }

        void awaitBoth() throws InterruptedException {
            awaitTrue(() -> servers.stream().allMatch(s -> s.subscribers() == 1));
        }

        void awaitAllRead() throws Exception {
            awaitTrue(() -> found.size() >= sizes.get(published - 1));
        }

        private void awaitTrue(BooleanSupplier condition) throws InterruptedException {
            Clients.awaitTrue(
                    () -> {
                        drain();
                        return condition.getAsBoolean();
                    },
                    "stays at " + found.size() + " events of " + published + " lines");
        }

        @Override
        public void close() {
            feed.close();
            client.close();
            follower.close();
            leader.close();
        }
    }

    private static String identity(NomadEvent event) {
        return event.index()
                + " "
                + event.topic()
                + " "
                + event.type()
                + " "
                + event.namespace()
                + " "
                + event.key();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theDeathOfEitherCostsNotEvenAReconnect(long seed) throws Exception {
        try (World world = new World(seed, "default", "team-a")) {
            world.awaitBoth();
            boolean more = true;
            while (more) {
                int which = world.random.nextInt(2);
                NomadSimulator victim = world.servers.get(which);
                NomadSimulator survivor = world.servers.get(1 - which);
                world.publish(1);
                world.awaitAllRead();
                int streams = world.streams(survivor);
                int before = world.streams(victim);
                victim.stop();
                more = world.publish(world.random.nextInt(60));
                world.awaitAllRead();
                assertThat(world.streams(survivor)).isEqualTo(streams);
                victim.start();
                world.awaitReturn(victim, before);
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(world.expected);
            assertThat(gaps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void bothMayDieAtAnyTimeWhileTheirBuffersLast(long seed) throws Exception {
        try (World world = new World(seed, "default", "team-a")) {
            boolean[] down = new boolean[2];
            boolean more = true;
            while (more) {
                more = world.publish(world.random.nextInt(12));
                int which = world.random.nextInt(2);
                switch (world.random.nextInt(4)) {
                    case 0 -> {
                        NomadSimulator server = world.servers.get(which);
                        if (down[which]) {
                            server.start();
                        } else {
                            server.stop();
                        }
                        down[which] = !down[which];
                    }
                    case 1 -> world.servers.get(which).faults().cutNextLine();
                    default -> world.drain();
                }
            }
            for (int i = 0; i < 2; i++) {
                if (down[i]) {
                    world.servers.get(i).start();
                }
            }
            world.awaitAllRead();
            world.awaitBoth();
            assertThat(found).containsExactlyInAnyOrderElementsOf(world.expected);
            assertThat(gaps).isEmpty();
        }
    }
}
