package io.nomadflink.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A Nomad server's event stream, lists and tokens in memory, on a real socket of the loopback
 * interface.
 */
public final class NomadSimulator implements AutoCloseable {

    private static final Duration GUARD_PERIOD = Duration.ofMillis(100);

    private final Server server;
    private final Listener listener;
    private final Faults faults;
    private final Tls tls;

    NomadSimulator(Server server, int port, Tls tls) {
        this.server = server;
        this.tls = tls;
        this.listener = new Listener(server, port, tls);
        this.faults = new Faults(server);
        listener.open();
        Threads.start("nomad-simulator-guard", this::guard);
    }

    /** Settings of a simulator, with Nomad's own defaults. */
    public static NomadSimulatorBuilder builder() {
        return new NomadSimulatorBuilder();
    }

    /** The server's URL; it stays the same over {@link #stop}, {@link #start} and restarts. */
    public String address() {
        return listener.address();
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Which servers this one imitates. */
    public Profile profile() {
        return server.settings().profile();
    }

    /** The tokens it accepts; without any, its ACL system is off. */
    public AccessTokens tokens() {
        return server.tokens();
    }

    /** Things that go wrong on demand. */
    public Faults faults() {
        return faults;
    }

    /** Publishes one line; several lines may have the same index, lower ones may not follow. */
    public void publish(long index, List<SimulatedEvent> events) {
        server.publish(Frame.of(index, events));
    }

    /** Publishes one line with these events. */
    public void publish(long index, SimulatedEvent... events) {
        publish(index, List.of(events));
    }

    /**
     * Publishes a recorded line, byte for byte to those who see all of it.
     *
     * @throws IllegalArgumentException if it is not a line with an index and events
     */
    public void publishLine(String json) {
        server.publish(Frame.parse(json));
    }

    /** The highest index published, 0 at the beginning. */
    public long lastIndex() {
        return server.lastIndex();
    }

    /** How many streams are being served. */
    public int subscribers() {
        return server.subscribers();
    }

    /** Waits for exactly so many streams; false if that took too long. */
    public boolean awaitSubscribers(int count, Duration limit) {
        return server.awaitSubscribers(count, limit);
    }

    /** Path and query of all requests so far, streams and lists. */
    public List<String> requests() {
        return server.requests();
    }

    /** All streams served so far, and whether the buffer held what they asked for. */
    public List<StreamRequest> streams() {
        return server.streams();
    }

    /** Creates a namespace: no event tells of it. */
    public void createNamespace(String name) {
        server.createNamespace(name);
    }

    /**
     * Deletes a namespace: no event tells of it.
     *
     * @throws IllegalStateException if it is {@code default} or has a job that is not dead
     */
    public void deleteNamespace(String name) {
        server.deleteNamespace(name);
    }

    /** Removes objects from the lists without an event, as garbage collection does. */
    public void collectGarbage(Predicate<SimulatedObject> which) {
        server.update(() -> SimulatedObject.remove(server.tables(), server.lastIndex(), which));
    }

    /** What {@code nomad operator snapshot save} keeps. */
    public StateSnapshot saveSnapshot() {
        return server.locked(() -> new StateSnapshot(server.tables()));
    }

    /**
     * Puts the tables back, ends all streams and forgets the buffer; the raft index goes on, so the
     * next line is above all earlier ones.
     */
    public void restore(StateSnapshot snapshot) {
        server.update(() -> server.tables().becomeLike(snapshot.tables()));
        faults.forget();
    }

    /** Kills the server; what is published meanwhile it learns from the others. */
    public void stop() {
        listener.close();
    }

    /** Starts it again at the same address with all that it had. */
    public void start() {
        listener.open();
    }

    /** Kills the only server of a cluster and starts it again; publishing waits meanwhile. */
    public void restart(Restart restart) {
        server.freeze();
        listener.close();
        Sleep.of(restart.down());
        if (!restart.replays()) {
            server.clearLog();
        }
        server.conditions().blind(restart.blind());
        if (restart.visible()) {
            listener.open();
        }
        server.replay(
                restart.visible() ? restart.blind().dividedBy(server.logSize()) : Duration.ZERO);
        server.thaw();
        listener.open();
    }

    /** Another server of the same cluster at an address of its own, to be closed by the caller. */
    public Follower follower() {
        return new Follower(server, tls);
    }

    boolean isClosed() {
        return server.isClosed();
    }

    @Override
    public void close() {
        server.close();
        listener.close();
    }

    private void guard() {
        while (!server.isClosed() && Sleep.of(GUARD_PERIOD)) {
            server.enforceWriteDeadline();
        }
    }
}
