package io.nomadflink.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** A follower of a simulated leader: its buffer lags behind, or stops, until told to catch up. */
public final class Follower implements AutoCloseable {

    /** How long ago a lagging follower says it heard of the leader, per line it is behind. */
    private static final Duration LAG_PER_LINE = Duration.ofMillis(100);

    private final Server leader;
    private final Server server;
    private final Consumer<Consumer<Server>> feed = this::take;
    private final Deque<Consumer<Server>> behind = new ArrayDeque<>();
    private final NomadSimulator simulator;
    private int lag;
    private boolean stopped;

    Follower(Server leader, Tls tls) {
        this.leader = leader;
        this.server = new Server(leader);
        this.simulator = new NomadSimulator(server, 0, tls);
        leader.feed(feed);
    }

    /** The follower's own address. */
    public String address() {
        return simulator.address();
    }

    /** The follower as a server, for its faults, requests and subscribers. */
    public NomadSimulator simulator() {
        return simulator;
    }

    /** Stays so many lines behind the leader. */
    public synchronized void lagBehind(int lines) {
        lag = lines;
        advance();
    }

    /** Takes no more lines until {@link #resume}. */
    public synchronized void pause() {
        stopped = true;
    }

    /** Takes lines again, at once all that are due. */
    public synchronized void resume() {
        stopped = false;
        advance();
    }

    @Override
    public void close() {
        leader.unfeed(feed);
        simulator.close();
    }

    private synchronized void take(Consumer<Server> change) {
        behind.addLast(change);
        advance();
    }

    private void advance() {
        while (!stopped && behind.size() > lag) {
            behind.removeFirst().accept(server);
        }
        server.conditions().lag(LAG_PER_LINE.multipliedBy(behind.size()));
    }
}
