package io.nomadflink.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object from a list as the event that its last write would have been. */
record ListedObject(Topic topic, JsonNode json) {
    private static final Map<Topic, String> KEYS =
            Map.of(
                    Topic.NODE_POOL, "Name",
                    Topic.ACL_TOKEN, "AccessorID",
                    Topic.ACL_POLICY, "Name",
                    Topic.ACL_AUTH_METHOD, "Name",
                    Topic.VARIABLE, "Path");

    long modifyIndex() {
        return json.path("ModifyIndex").asLong();
    }

    long createIndex() {
        return json.path("CreateIndex").asLong();
    }

    String key() {
        return json.path(KEYS.getOrDefault(topic, "ID")).asText();
    }

    String status() {
        return json.path("Status").asText("");
    }

    String namespace() {
        return topic.namespaced() ? json.path("Namespace").asText() : "";
    }

    boolean isWantedBy(Subscription subscription) {
        var keys = subscription.keys(subscription.topics().contains(topic) ? topic : Topic.ALL);
        return keys.contains(Subscription.ALL)
                || keys.contains(key())
                || filterKeys().stream().anyMatch(keys::contains);
    }

    private List<String> filterKeys() {
        List<String> found = new ArrayList<>(2);
        for (String member : List.of("JobID", "DeploymentID")) {
            if (!topic.equals(Topic.JOB) && json.hasNonNull(member)) {
                found.add(json.get(member).asText());
            }
        }
        return found;
    }

    /** The stream leaves out the job of an allocation, so it is left out here, too. */
    NomadEvent toEvent(Origin origin) {
        if (json instanceof ObjectNode object && topic.equals(Topic.ALLOCATION)) {
            object.remove("Job");
        }
        byte[] payload =
                ("{\"" + topic.payloadMember() + "\":" + json + "}")
                        .getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                modifyIndex(),
                topic,
                origin == Origin.SNAPSHOT ? "Snapshot" : "Backfill",
                key(),
                namespace(),
                filterKeys(),
                origin,
                Math.max(0, json.path("ModifyTime").asLong()),
                payload,
                0,
                payload.length);
    }
}
