package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Endpoints about the server and the caller rather than the cluster's state. */
final class AgentEndpoints {

    private static final String ANONYMOUS = "anonymous";

    private final Server server;
    private final Settings settings;

    AgentEndpoints(Server server) {
        this.server = server;
        this.settings = server.settings();
    }

    /** The reply to one of these paths, null for another path. */
    Reply answer(Request request) {
        return switch (request.path()) {
            case "/v1/regions" -> Reply.json(Json.array().add(settings.region()));
            case "/v1/agent/self" -> self(request.token());
            case "/v1/acl/token/self" -> tokenSelf(request.token());
            default -> null;
        };
    }

    /** Reading the agent needs {@code agent:read}, which only management tokens have here. */
    private Reply self(String secret) {
        Optional<AccessToken> token = server.tokens().find(secret);
        if (token.filter(AccessToken::isManagement).isEmpty()) {
            return Reply.permissionDenied(403);
        }
        ObjectNode self = Json.object();
        ObjectNode config = self.putObject("config");
        config.put("Region", settings.region()).put("Datacenter", "dc1");
        config.putObject("Version").put("Version", settings.profile().version());
        config.putObject("Server")
                .put("Enabled", true)
                .put("EnableEventBroker", !server.conditions().isBrokerDisabled())
                .put("EventBufferSize", settings.bufferSize());
        ObjectNode member = self.putObject("member");
        member.put("Name", "simulator." + settings.region()).put("Status", "alive");
        member.putObject("Tags")
                .put("build", settings.profile().version())
                .put("region", settings.region());
        self.putObject("stats").putObject("nomad").put("server", "true");
        return Reply.json(self);
    }

    private Reply tokenSelf(String secret) {
        if (!server.tokens().enabled()) {
            return Reply.text(400, "ACL support disabled");
        }
        Optional<AccessToken> token = server.tokens().find(secret);
        if (token.isPresent()) {
            String type = token.get().isManagement() ? "management" : "client";
            return Reply.json(
                    token("simulated", type).put("ExpirationTime", expiration(token.get())));
        }
        if (!secret.isEmpty()) {
            int status = settings.profile().unknownTokenStatus();
            return Reply.text(status, status == 404 ? "ACL token not found" : "Permission denied");
        }
        return settings.profile() == Profile.V1_6
                ? Reply.text(500, "ACL token not found")
                : Reply.json(token(ANONYMOUS, "client"));
    }

    private static ObjectNode token(String name, String type) {
        ObjectNode token = Json.object();
        String accessor =
                name.equals(ANONYMOUS) ? ANONYMOUS : "00000000-0000-4000-8000-000000000001";
        token.put("AccessorID", accessor).put("Name", name).put("Type", type);
        token.putNull("Policies").putNull("Roles").put("Global", true);
        return token.putNull("ExpirationTime").put("CreateIndex", 1).put("ModifyIndex", 1);
    }

    private static String expiration(AccessToken token) {
        return token.expiration() == null ? null : token.expiration().toString();
    }
}
