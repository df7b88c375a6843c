package io.nomadflink.connector.client;

import static io.nomadflink.connector.client.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Random histories of a server and its reader: nothing is lost in silence, nothing doubled, no
 * alarm is false.
 */
class ContinuityProperties {

    /** A server's matching frames, its buffer, and a reader that comes and goes. */
    private static final class World {
        private final Random random;
        private final int buffer;
        private final List<Frame> published = new ArrayList<>();
        private final Map<String, Integer> delivered = new HashMap<>();
        private final List<Break> breaks = new ArrayList<>();
        private final Subscription subscription;
        private Continuity continuity;
        private int forgotten;
        private int promisedFrom;
        private int readTo;
        private long index = 10;
        private int names;
        private boolean fresh = true;

        World(long seed, int buffer) {
            this.random = new Random(seed);
            this.buffer = buffer;
            subscription = random.nextInt(3) == 0 ? Frames.KEYS : Frames.ALL;
            continuity = new Continuity(Position.fromStart(0), subscription);
        }

        /** Servers give an index one line or, at once, two. */
        void publish(int indexes) {
            for (int i = 0; i < indexes; i++) {
                index += 1 + random.nextInt(4);
                if (random.nextInt(3) == 0) {
                    published.add(Frames.registered(index, names()));
                    published.add(Frames.registered(index, names()));
                } else {
                    published.add(frame(index, names()));
                }
            }
            forgotten = Math.max(forgotten, published.size() - buffer);
        }

        private String[] names() {
            List<String> keys = new ArrayList<>();
            for (int k = random.nextInt(3); k >= 0; k--) {
                keys.addAll(Frames.inLine("event-" + names++, subscription, random));
            }
            return keys.toArray(String[]::new);
        }

        void forget() {
            forgotten = published.size();
        }

        /** A restart: another order within lines, perhaps a shorter history. */
        void reorder() {
            for (int i = 0; i < published.size(); i++) {
                List<NomadEvent> events = new ArrayList<>(published.get(i).events());
                Collections.shuffle(events, random);
                published.set(i, published.get(i).with(events));
            }
        }

        void connect() {
            boolean further = random.nextInt(4) == 0 && continuity.deliveredFirst() > 0;
            long wanted =
                    further ? continuity.deliveredFirst() : continuity.position().requestIndex();
            boolean held = holds(continuity.position().index());
            boolean begun = !delivered.isEmpty();
            promisedFrom = fresh ? forgotten : promisedFrom;
            continuity.opened(fresh, wanted);
            fresh = false;
            readTo = start(wanted);
            int gaps = breaks.size();
            long table = published.isEmpty() ? 1 : published.get(published.size() - 1).index();
            if (continuity.wantsEvidence() && random.nextBoolean()) {
                continuity.evidence(OptionalLong.of(table));
                read(random.nextInt(5));
            } else {
                read(further ? published.size() : 1 + random.nextInt(5));
            }
            if (held && begun) {
                assertThat(breaks)
                        .as("no false alarm while the buffer holds the position")
                        .hasSize(gaps);
            }
        }

        private boolean holds(long wanted) {
            return published.subList(forgotten, published.size()).stream()
                    .anyMatch(f -> f.index() == wanted);
        }

        private int start(long wanted) {
            for (int i = forgotten; i < published.size(); i++) {
                if (published.get(i).index() >= wanted) {
                    return i;
                }
            }
            return Math.max(forgotten, published.size() - 1);
        }

        void read(int frames) {
            for (int i = 0; i < frames && readTo < published.size(); i++) {
                if (readTo < forgotten) {
                    return;
                }
                Frame next = published.get(readTo++);
                Continuity.Decision decision = continuity.frame(next);
                if (decision == Continuity.Decision.HOLD) {
                    continuity.evidence(
                            OptionalLong.of(published.get(published.size() - 1).index()));
                    Break found = continuity.release();
                    if (found != null) {
                        breaks.add(found);
                    }
                }
                if (decision != Continuity.Decision.STALE) {
                    continuity
                            .accepted()
                            .events()
                            .forEach(e -> delivered.merge(e.key(), 1, Integer::sum));
                }
            }
        }

        void heartbeat() {
            Break found = continuity.heartbeat();
            if (found != null) {
                breaks.add(found);
            }
        }

        /** A failure and a restore from a checkpoint taken just now. */
        void restore() {
            continuity = new Continuity(continuity.position(), subscription);
        }

        void check() {
            connect();
            if (continuity.wantsEvidence()) {
                continuity.evidence(OptionalLong.of(published.get(published.size() - 1).index()));
            }
            heartbeat();
            read(Integer.MAX_VALUE);
            for (Frame frame : published.subList(promisedFrom, published.size())) {
                for (NomadEvent event : frame.events()) {
                    int times = delivered.getOrDefault(event.key(), 0);
                    assertThat(times).as("%s", event).isLessThanOrEqualTo(1);
                    boolean reported =
                            breaks.stream()
                                    .anyMatch(
                                            b ->
                                                    frame.index() > b.after()
                                                            && frame.index() < b.before());
                    assertThat(times == 1 || reported)
                            .as("%s delivered or reported, breaks %s", event, breaks)
                            .isTrue();
                }
            }
        }
    }

    @Property(tries = 2000)
    void nothingIsLostInSilenceNothingDoubledNoAlarmIsFalse(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 40) int buffer,
            @ForAll @IntRange(min = 5, max = 60) int steps) {
        World world = new World(seed, buffer);
        world.publish(1 + world.random.nextInt(buffer));
        world.connect();
        for (int i = 0; i < steps; i++) {
            switch (world.random.nextInt(10)) {
                case 0, 1, 2 -> world.publish(1 + world.random.nextInt(6));
                case 3, 4, 5 -> world.read(1 + world.random.nextInt(8));
                case 6 -> world.connect();
                case 7 -> world.heartbeat();
                case 8 -> {
                    world.restore();
                    world.connect();
                }
                default -> {
                    if (world.random.nextInt(4) == 0) {
                        world.forget();
                    }
                    world.reorder();
                    world.connect();
                }
            }
        }
        world.check();
    }
}
