package io.nomadflink.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;

/** One client's connection: reads requests and answers them one after the other. */
final class Connection implements Runnable {

    private final Server server;
    private final Socket socket;

    Connection(Server server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    @Override
    public void run() {
        try (socket;
                BufferedInputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.setTcpNoDelay(true);
            if (!startsLikeHttp(in)) {
                reply(null, Reply.text(400, "400 Bad Request"));
                return;
            }
            Request request = Request.read(in);
            while (request != null && handle(request, in)) {
                request = Request.read(in);
            }
        } catch (IOException e) {
            Sockets.close(socket);
        }
    }

    /** A client that speaks TLS to a server that does not begins with no letter. */
    private static boolean startsLikeHttp(BufferedInputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first < 0 || Character.isLetter(first);
    }

    private boolean handle(Request request, BufferedInputStream in) throws IOException {
        server.record(request.target());
        if (!request.method().equals("GET")) {
            return reply(request, Reply.text(405, "Invalid method"));
        }
        if (server.conditions().isServerless()) {
            return reply(request, Refusals.noServer());
        }
        boolean stream = request.path().equals("/v1/event/stream");
        // the limit of connections is checked before a stream is hijacked
        if (refused(stream) == 429) {
            return reply(request, Refusals.of(429));
        }
        try {
            return stream
                    ? stream(request, in)
                    : reply(request, new Endpoints(server).answer(request));
        } catch (BadRequest e) {
            return reply(request, Reply.text(400, e.getMessage()));
        }
    }

    private int refused(boolean stream) {
        Conditions conditions = server.conditions();
        return stream ? conditions.refusedStreams() : conditions.refusedLists();
    }

    private boolean stream(Request request, BufferedInputStream in) throws IOException, BadRequest {
        Subscription subscription = Subscription.of(request);
        StreamSocket out = new StreamSocket(socket, server.settings().profile());
        StreamSession session = new StreamSession(server, subscription, out);
        boolean hijacked = server.settings().profile().hijacked();
        if (hijacked) {
            out.head();
        }
        watch(session, in);
        Reply refusal = new Gatekeeper(server).refusal(subscription);
        if (refusal == null) {
            return session.serve();
        }
        if (hijacked) {
            session.hush(server.settings().silentEof());
            return false;
        }
        return reply(request, refusal);
    }

    /** Notices that the client has gone; a client sends nothing while it streams. */
    private static void watch(StreamSession session, BufferedInputStream in) {
        Threads.start("nomad-simulator-watch", () -> watchUntilInput(session, in));
    }

    private static void watchUntilInput(StreamSession session, BufferedInputStream in) {
        try {
            // the stream's own lock keeps the connection from reading before the reset
            synchronized (in) {
                in.mark(1);
                if (in.read() < 0) {
                    session.clientGone();
                }
                in.reset();
            }
        } catch (IOException e) {
            session.clientGone();
        }
    }

    private boolean reply(Request request, Reply reply) throws IOException {
        boolean keepAlive = request != null && request.keepAlive() && reply.status() != 429;
        socket.getOutputStream().write(reply.encode(keepAlive));
        socket.getOutputStream().flush();
        return keepAlive;
    }
}
