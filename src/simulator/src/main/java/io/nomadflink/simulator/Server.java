package io.nomadflink.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/** One server's memory: its buffer, tables and live streams, all guarded by one lock. */
final class Server {

    private static final Consumer<Orders> NO_ORDER = orders -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Settings settings;
    private final AccessTokens tokens;
    private final Server leader;
    private final Tables tables;
    private final Deque<Frame> log = new ArrayDeque<>();
    private final Set<StreamSession> sessions = new LinkedHashSet<>();
    private final Set<StreamSession> silent = new LinkedHashSet<>();
    private final List<String> requests = new ArrayList<>();
    private final List<StreamRequest> streams = new ArrayList<>();
    private final List<Consumer<Consumer<Server>>> followers = new CopyOnWriteArrayList<>();
    private final Conditions conditions = new Conditions();
    private Consumer<Orders> forNext = NO_ORDER;
    private EventRing ring;
    private long lastIndex;
    private boolean frozen;
    private boolean closed;

    /** A leader. */
    Server(Settings settings, Collection<String> namespaces) {
        this.settings = settings;
        this.tokens = new AccessTokens(this::endRevoked);
        this.leader = this;
        this.tables = new Tables(namespaces);
        this.ring = new EventRing(settings.bufferSize());
    }

    /** A follower, which knows nothing yet but the namespaces. */
    Server(Server leader) {
        this.settings = leader.settings;
        this.tokens = leader.tokens;
        this.leader = leader;
        this.tables = new Tables(leader.locked(() -> leader.tables.namespaces()));
        this.ring = new EventRing(settings.bufferSize());
    }

    Settings settings() {
        return settings;
    }

    AccessTokens tokens() {
        return tokens;
    }

    Server leader() {
        return leader;
    }

    Conditions conditions() {
        return conditions;
    }

    /** To be read with the lock held. */
    Tables tables() {
        return tables;
    }

    // ---- publishing

    void publish(Frame frame) {
        update(
                () -> {
                    while (frozen && !closed) {
                        await(TimeUnit.SECONDS.toNanos(1));
                    }
                    log.addLast(frame);
                    if (log.size() > settings.bufferSize() + 1) {
                        log.removeFirst();
                    }
                    lastIndex = Math.max(lastIndex, frame.index());
                    tables.apply(frame);
                    ring.append(frame);
                    tellFollowers(server -> server.publish(frame));
                });
    }

    void createNamespace(String name) {
        writeInSilence((to, index) -> to.addNamespace(index, name));
    }

    void deleteNamespace(String name) {
        writeInSilence((to, index) -> to.removeNamespace(index, name));
    }

    /** A write that publishes no event. */
    private void writeInSilence(ObjLongConsumer<Tables> change) {
        update(
                () -> {
                    long index = lastIndex + 1;
                    change.accept(tables, index);
                    tellFollowers(
                            server -> server.update(() -> change.accept(server.tables, index)));
                });
    }

    private void tellFollowers(Consumer<Server> change) {
        followers.forEach(follower -> follower.accept(change));
    }

    /** Tells a follower all changes: frames still buffered at once, the others as they come. */
    void feed(Consumer<Consumer<Server>> follower) {
        update(
                () -> {
                    log.forEach(frame -> follower.accept(server -> server.publish(frame)));
                    followers.add(follower);
                });
    }

    void unfeed(Consumer<Consumer<Server>> follower) {
        followers.remove(follower);
    }

    int logSize() {
        return locked(() -> Math.max(1, log.size()));
    }

    long lastIndex() {
        return locked(() -> lastIndex);
    }

    /** Empties the buffer for good: not even a restart brings it back. */
    void forget() {
        update(
                () -> {
                    log.clear();
                    ring = new EventRing(settings.bufferSize());
                });
    }

    /** Publishing waits from here to {@link #thaw}, as writes do while the only server is down. */
    void freeze() {
        update(
                () -> {
                    frozen = true;
                    ring = new EventRing(settings.bufferSize());
                });
    }

    void thaw() {
        update(() -> frozen = false);
    }

    /** Appends again what the log still holds, with a pause after each frame. */
    void replay(Duration pause) {
        Random random = new Random(lastIndex());
        for (Frame frame : locked(() -> List.copyOf(log))) {
            update(() -> ring.append(frame.replayed(random)));
            Sleep.of(pause);
        }
    }

    void clearLog() {
        update(log::clear);
    }

    // ---- streams

    EventRing.Item subscribe(StreamSession session, Subscription asked, EventFilter filter) {
        return locked(
                () -> {
                    sessions.add(session);
                    forNext.accept(session.orders());
                    forNext = NO_ORDER;
                    boolean held = ring.holds(asked.index(), filter);
                    streams.add(
                            new StreamRequest(
                                    Set.copyOf(asked.topics().keys().keySet()),
                                    asked.index(),
                                    held));
                    changed.signalAll();
                    return ring.subscribe(asked.index());
                });
    }

    /** The stream is served no more; its connection still listens to orders. */
    void unsubscribe(StreamSession session) {
        update(
                () -> {
                    sessions.remove(session);
                    silent.add(session);
                });
    }

    /** The stream's connection is done with it. */
    void leave(StreamSession session) {
        update(() -> silent.remove(session));
    }

    int subscribers() {
        return locked(sessions::size);
    }

    boolean awaitSubscribers(int count, Duration limit) {
        return await(() -> sessions.size() == count, Deadline.after(limit));
    }

    /** Gives the next stream an order. */
    void orderNext(Consumer<Orders> order) {
        update(() -> forNext = order);
    }

    /** Gives all streams an order, the silent ones too. */
    void order(Consumer<Orders> order) {
        update(
                () -> {
                    sessions.forEach(session -> order.accept(session.orders()));
                    silent.forEach(session -> order.accept(session.orders()));
                });
    }

    /** Keeps a dead stream's connection open until the condition holds. */
    void silence(StreamSession session, BooleanSupplier until, Duration duration) {
        update(() -> silent.add(session));
        await(until, Deadline.after(duration));
        leave(session);
    }

    /** Gives up on streams whose client has stopped reading (Nomad >= 1.11.2). */
    void enforceWriteDeadline() {
        locked(() -> List.copyOf(sessions))
                .forEach(session -> session.socket().enforce(settings.writeDeadline()));
    }

    private void endRevoked() {
        update(
                () ->
                        sessions.stream()
                                .filter(session -> !tokens.isStored(session.secret()))
                                .forEach(session -> session.orders().end(Ending.RESUBSCRIBE)));
    }

    // ---- requests

    void record(String target) {
        update(() -> requests.add(target));
    }

    List<String> requests() {
        return locked(() -> List.copyOf(requests));
    }

    List<StreamRequest> streams() {
        return locked(() -> List.copyOf(streams));
    }

    // ---- the lock

    void close() {
        update(() -> closed = true);
    }

    boolean isClosed() {
        return locked(() -> closed);
    }

    <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    /** Changes something and wakes all who wait. */
    void update(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the condition holds or the deadline is over; says whether it holds. */
    boolean await(BooleanSupplier condition, Deadline deadline) {
        return locked(
                () -> {
                    while (!condition.getAsBoolean() && !deadline.over() && !closed) {
                        await(deadline.left());
                    }
                    return condition.getAsBoolean();
                });
    }

    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
