package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Lists and single reads: authentication, consistency, blocking, headers. */
final class Endpoints {

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** How long a consistent read looks for a leader before it fails. */
    private static final Duration LEADER_WAIT = Duration.ofSeconds(5);

    private final Server server;

    Endpoints(Server server) {
        this.server = server;
    }

    Reply answer(Request request) throws BadRequest {
        Query query = request.query();
        int refused = server.conditions().refusedLists();
        boolean leader = request.path().equals("/v1/status/leader");
        if (refused != 0 && !(leader && refused < 429)) {
            return Refusals.of(refused);
        }
        Subscription asked = new Subscription(null, "", 0, query.first("region", ""), "");
        if (asked.elsewhere(server.settings().region())) {
            return Reply.text(500, "No path to region");
        }
        Reply unready = unready(query, leader);
        if (unready != null) {
            return unready;
        }
        Reply agent =
                leader ? Reply.json(leaderAddress()) : new AgentEndpoints(server).answer(request);
        return agent == null ? read(request) : agent;
    }

    private static JsonNode leaderAddress() {
        return Json.MAPPER.getNodeFactory().textNode("127.0.0.1:4647");
    }

    /** Waits for a leader that has replayed its log; null when the request can go on. */
    private Reply unready(Query query, boolean leaderAsked) {
        Conditions own = server.conditions();
        Conditions leading = server.leader().conditions();
        if (query.stale() && leaderAsked && (leading.isLeaderless() || leading.isBlind())) {
            return Reply.json(Json.MAPPER.getNodeFactory().textNode(""));
        }
        if (query.stale()) {
            boolean denied = own.isBlind() && server.tokens().enabled() && !leaderAsked;
            return denied ? Reply.permissionDenied(403) : null;
        }
        Deadline deadline = Deadline.after(LEADER_WAIT);
        while (leading.isBlind() || leading.isLeaderless()) {
            if (deadline.over() && leading.isLeaderless() || !Sleep.of(Duration.ofMillis(10))) {
                return Reply.text(500, "No cluster leader");
            }
        }
        return null;
    }

    private Reply read(Request request) throws BadRequest {
        Route route = Routes.of(request.path());
        if (route == null) {
            return Reply.text(404, "Invalid URL path");
        }
        if (request.query().has("filter")) {
            return Reply.text(400, "The simulator does not evaluate filter expressions");
        }
        AccessToken token = server.tokens().find(request.token()).orElse(null);
        if (token == null) {
            return anonymous(request);
        }
        if (!token.isManagement() && forbidden(token, route, request.query())) {
            return Reply.permissionDenied(403);
        }
        return read(request, route, token);
    }

    /** Without a token the list of namespaces is empty rather than forbidden (seen). */
    private Reply anonymous(Request request) {
        boolean absent = request.token().isEmpty();
        if (absent && request.path().equals("/v1/namespaces")) {
            return Reply.json(Json.array());
        }
        return Reply.permissionDenied(server.settings().profile().refusalStatus(!absent));
    }

    /** The allocations of a node need no namespace: those that may be read are in the answer. */
    private static boolean forbidden(AccessToken token, Route route, Query query) {
        if (route.needsNodes()) {
            return !token.readsNodes();
        }
        return route.table() != Table.NAMESPACES
                && !query.namespace().equals("*")
                && !token.reads(query.namespace());
    }

    private Reply read(Request request, Route route, AccessToken token) throws BadRequest {
        Query query = request.query();
        if (query.stale() && route.table() == Table.NAMESPACES && server.conditions().isBlind()) {
            return Reply.json(Json.array().add(Json.object().put("Name", "default")));
        }
        Server source = query.stale() ? server : server.leader();
        Read read = new Read(source.tables(), query, token, server);
        block(source, route, query);
        Answer answer = answer(source, route, read);
        Reply reply = answer.body() == null ? notFound(route) : Reply.json(answer.body());
        reply = reply.with("X-Nomad-Index", answer.index());
        reply = reply.with("X-Nomad-LastContact", query.stale() ? lag() : 0);
        reply = reply.with("X-Nomad-KnownLeader", !server.leader().conditions().isLeaderless());
        return answer.nextToken().isEmpty()
                ? reply
                : reply.with("X-Nomad-NextToken", answer.nextToken());
    }

    private long lag() {
        return server.conditions().lag().toMillis();
    }

    private static void block(Server source, Route route, Query query) throws BadRequest {
        long index = query.index();
        if (index > 0) {
            Duration wait = GoDuration.parse(query.first("wait", ""), DEFAULT_WAIT);
            Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            source.await(
                    () -> source.tables().index(route.table()) > index, Deadline.after(bounded));
        }
    }

    private static Answer answer(Server source, Route route, Read read) throws BadRequest {
        BadRequest[] bad = new BadRequest[1];
        Answer answer =
                source.locked(
                        () -> {
                            try {
                                return route.handler().answer(read);
                            } catch (BadRequest e) {
                                bad[0] = e;
                                return null;
                            }
                        });
        if (bad[0] != null) {
            throw bad[0];
        }
        return answer;
    }

    private static Reply notFound(Route route) {
        String table = route.table().name().toLowerCase().replace('_', ' ');
        return Reply.text(404, table.substring(0, table.length() - 1) + " not found");
    }
}
