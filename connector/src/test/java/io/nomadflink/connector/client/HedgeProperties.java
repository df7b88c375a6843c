package io.nomadflink.connector.client;

import static io.nomadflink.connector.client.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Two servers that die, lag, send their history in another order and forget, at random: what comes
 * through both connections and {@link Continuity} is each event once, in the order of its index.
 */
class HedgeProperties {

    /** A server: what it was told, in an order of its own within each line. */
    private static final class Server {
        private final List<Frame> log = new ArrayList<>();
        private int forgotten;
        private int readTo;
    }

    private static final class World {
        private final Random random;
        private final List<Frame> published = new ArrayList<>();
        private final Server[] servers = {new Server(), new Server()};
        private final ScriptedLeg[] legs = new ScriptedLeg[2];
        private final Map<String, Integer> delivered = new HashMap<>();
        private final List<Long> order = new ArrayList<>();
        private final List<Break> breaks = new ArrayList<>();
        private final HedgedFeed feed;
        private final Subscription subscription;
        private Continuity continuity;
        private boolean begun;
        private int openings;
        private int names;
        private long index = 10;
        private long now;

        World(long seed) {
            random = new Random(seed);
            subscription = random.nextInt(3) == 0 ? Frames.KEYS : Frames.ALL;
            publish(1);
            Start start =
                    random.nextBoolean()
                            ? new Start.Earliest()
                            : new Start.Resume(Position.at(index), Set.of());
            if (start instanceof Start.Resume resume) {
                continuity = new Continuity(resume.position(), subscription);
                begun = true;
            }
            feed =
                    new HedgedFeed(
                            (number, from) -> legs[number] = new ScriptedLeg(from),
                            start,
                            Duration.ofSeconds(5),
                            delay -> new CompletableFuture<>(),
                            () -> now);
            feed.start();
        }

        void publish(int indexes) {
            for (int i = 0; i < indexes; i++) {
                index += 1 + random.nextInt(4);
                boolean two = random.nextInt(3) == 0;
                for (int line = 0; line < (two ? 2 : 1); line++) {
                    Frame next = two ? Frames.registered(index, keys()) : frame(index, keys());
                    published.add(next);
                    for (Server server : servers) {
                        server.log.add(shuffled(next));
                    }
                }
            }
        }

        private String[] keys() {
            List<String> keys = new ArrayList<>();
            for (int k = random.nextInt(3); k >= 0; k--) {
                keys.addAll(Frames.inLine("event-" + names++, subscription, random));
            }
            return keys.toArray(String[]::new);
        }

        private Frame shuffled(Frame frame) {
            List<NomadEvent> events = new ArrayList<>(frame.events());
            Collections.shuffle(events, random);
            return frame.with(events);
        }

        void connect(int number) {
            ScriptedLeg leg = legs[number];
            if (leg == null || leg.isOpen()) {
                return;
            }
            Server server = servers[number];
            server.log.replaceAll(this::shuffled);
            long wanted = leg.request();
            server.readTo = server.forgotten;
            while (server.readTo < server.log.size()
                    && server.log.get(server.readTo).index() < wanted) {
                server.readTo++;
            }
            leg.open(begun ? null : Position.fromStart(index), Map.of());
            begun = true;
        }

        void bring(int number, int lines) {
            Server server = servers[number];
            for (int i = 0; i < lines && server.readTo < server.log.size(); i++) {
                if (legs[number] == null || !legs[number].isOpen()) {
                    return;
                }
                legs[number].bring(server.log.get(server.readTo++));
            }
        }

        void kill(int number) {
            if (legs[number] != null && legs[number].isOpen()) {
                legs[number].end(Cause.CLOSED);
            }
        }

        /** The server restarts without its history. */
        void forget(int number) {
            kill(number);
            servers[number].forgotten = servers[number].log.size();
        }

        void take(int items) {
            FeedItem item;
            for (int i = 0; i < items && (item = feed.poll()) != null; i++) {
                if (item instanceof FeedItem.Opened opened) {
                    opened(opened);
                } else if (item instanceof FeedItem.Parsed parsed) {
                    judge(parsed.frame());
                }
            }
        }

        private void opened(FeedItem.Opened opened) {
            openings++;
            if (opened.start() != null) {
                continuity = new Continuity(opened.start(), subscription);
            } else {
                assertThat(opened.requestedIndex())
                        .isLessThanOrEqualTo(continuity.position().index());
            }
            continuity.opened(opened.start() != null, continuity.index());
        }

        private void judge(Frame frame) {
            Continuity.Decision decision = continuity.frame(frame);
            if (decision == Continuity.Decision.STALE) {
                return;
            }
            if (decision == Continuity.Decision.HOLD) {
                continuity.evidence(OptionalLong.empty());
                breaks.add(continuity.release());
            }
            for (NomadEvent event : continuity.accepted().events()) {
                delivered.merge(event.key(), 1, Integer::sum);
                order.add(event.index());
            }
        }

        void settle() {
            publish(1);
            for (int round = 0; round < 4; round++) {
                for (int leg = 0; leg < 2; leg++) {
                    connect(leg);
                    bring(leg, Integer.MAX_VALUE);
                }
                take(Integer.MAX_VALUE);
                now += Duration.ofSeconds(10).toNanos();
            }
        }

        void check() {
            settle();
            assertThat(order).isSorted();
            for (Frame frame : published) {
                for (NomadEvent event : frame.events()) {
                    int times = delivered.getOrDefault(event.key(), 0);
                    assertThat(times).as("%s", event).isLessThanOrEqualTo(1);
                    assertThat(times == 1 || isReported(frame.index()))
                            .as("%s delivered or reported, breaks %s", event, breaks)
                            .isTrue();
                }
            }
        }

        private boolean isReported(long lost) {
            return breaks.stream().anyMatch(b -> lost >= b.after() && lost <= b.before());
        }
    }

    private static void live(World world, int steps, Runnable misfortune) {
        for (int i = 0; i < steps; i++) {
            int leg = world.random.nextInt(2);
            switch (world.random.nextInt(10)) {
                case 0, 1 -> world.publish(1 + world.random.nextInt(4));
                case 2, 3, 4 -> world.bring(leg, 1 + world.random.nextInt(6));
                case 5, 6 -> world.take(1 + world.random.nextInt(8));
                case 7 -> world.connect(leg);
                case 8 -> world.now += Duration.ofMillis(world.random.nextInt(7000)).toNanos();
                default -> misfortune.run();
            }
        }
    }

    @Property(tries = 2000)
    void eitherMayDieAtAnyTime(@ForAll long seed, @ForAll @IntRange(min = 5, max = 120) int steps) {
        World world = new World(seed);
        live(world, steps, () -> world.kill(world.random.nextInt(2)));
        world.check();
        assertThat(world.breaks).isEmpty();
        assertThat(world.delivered).hasSize(world.names);
    }

    /** As long as the other is in step it costs nothing, not even that anyone hears of it. */
    @Property(tries = 1000)
    void theOtherMayLoseAllItsHistory(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 120) int steps) {
        World world = new World(seed);
        world.settle();
        int before = world.openings;
        int mortal = world.random.nextInt(2);
        live(
                world,
                steps,
                () -> {
                    if (world.random.nextBoolean()) {
                        world.forget(mortal);
                    } else {
                        world.kill(mortal);
                    }
                });
        world.check();
        assertThat(world.breaks).isEmpty();
        assertThat(world.openings).isEqualTo(before);
    }

    @Property(tries = 2000)
    void whatBothForgotIsReported(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 120) int steps) {
        World world = new World(seed);
        world.settle();
        live(world, steps, () -> world.forget(world.random.nextInt(2)));
        world.check();
    }
}
