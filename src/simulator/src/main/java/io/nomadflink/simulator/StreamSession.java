package io.nomadflink.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One live stream: takes frames from the buffer and sends what its filter selects. */
final class StreamSession {

    private static final byte[] HEARTBEAT = "{}".getBytes(StandardCharsets.US_ASCII);

    private final Server server;
    private final Subscription subscription;
    private final StreamSocket socket;
    private final Profile profile;
    private final Orders orders = new Orders();
    private EventRing.Item place;
    private EventFilter filter;
    private Deadline beat;
    private boolean clientGone;

    /** What to do next; both are null when there is only a heartbeat to send. */
    private record Step(Frame frame, Ending ending) {
        static final Step NONE = new Step(null, null);
    }

    StreamSession(Server server, Subscription subscription, StreamSocket socket) {
        this.server = server;
        this.subscription = subscription;
        this.socket = socket;
        this.profile = server.settings().profile();
    }

    Orders orders() {
        return orders;
    }

    String secret() {
        return subscription.secret();
    }

    StreamSocket socket() {
        return socket;
    }

    void clientGone() {
        server.update(() -> clientGone = true);
    }

    /** Sends events until the end; true when the connection can take another request. */
    boolean serve() throws IOException {
        filter = new Gatekeeper(server).filter(subscription);
        place = server.subscribe(this, subscription, filter);
        try {
            return end(run());
        } finally {
            server.leave(this);
        }
    }

    private Ending run() throws IOException {
        try {
            if (!profile.hijacked()) {
                socket.head();
            }
            return server.conditions().isHeadersOnly() ? Ending.CLOSED : deliver();
        } finally {
            server.unsubscribe(this);
        }
    }

    /** No byte and no end for a while; leaves early when the client goes. */
    void hush(Duration duration) {
        server.silence(this, () -> clientGone || orders.hangUp(), duration);
    }

    private Ending deliver() throws IOException {
        Duration interval = server.settings().heartbeat();
        beat = Deadline.after(interval);
        send(HEARTBEAT);
        while (true) {
            Step step = next();
            if (step.ending() != null) {
                return step.ending();
            }
            if (beat.over()) {
                beat = beat.plus(interval);
                heartbeat();
            }
            if (step.frame() != null && !deliver(step.frame())) {
                return Ending.EXPIRED;
            }
        }
    }

    private Step next() {
        server.await(() -> place.next() != null || mustEnd(), beat);
        return server.locked(
                () -> {
                    if (mustEnd()) {
                        Ending ordered = orders.ending();
                        return new Step(null, ordered == null ? Ending.CLOSED : ordered);
                    }
                    return place.next() == null ? Step.NONE : advance();
                });
    }

    private Step advance() {
        if (place.dropped()) {
            return new Step(null, Ending.DROPPED);
        }
        place = place.next();
        return new Step(place.frame(), null);
    }

    private boolean mustEnd() {
        return clientGone || orders.ending() != null || server.isClosed();
    }

    private void heartbeat() throws IOException {
        if (server.locked(orders::heartbeats)) {
            send(HEARTBEAT);
        }
    }

    /** False when the token has expired: that is looked at only when something matches. */
    private boolean deliver(Frame frame) throws IOException {
        byte[] line = frame.select(filter);
        if (line == null) {
            return true;
        }
        if (server.tokens().isUnknown(secret())) {
            return false;
        }
        Orders.Cut cut = server.locked(orders::cut);
        if (cut != null) {
            socket.cut(line, cut);
            throw new IOException("cut by a fault");
        }
        send(line);
        return true;
    }

    private void send(byte[] payload) throws IOException {
        socket.line(payload, server.locked(orders::drip));
    }

    private boolean end(Ending ending) throws IOException {
        if (ending.manner() == Ending.Manner.SILENCE) {
            hush(ending.silence());
        } else if (ending.manner() == Ending.Manner.TEXT && profile.hijacked()) {
            hush(server.settings().silentEof());
        } else if (ending.manner() == Ending.Manner.TEXT) {
            socket.lastWords(ending.text());
            return true;
        }
        return false;
    }
}
