package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * One event of a frame, without its index.
 *
 * @param topic what the event is about, for example {@code Allocation}
 * @param type the raft message that caused it, for example {@code PlanResult}
 * @param key the object's ID or name
 * @param namespace the object's namespace, empty for objects that have none
 * @param filterKeys further keys that subscriptions can name; an empty list is {@code null} in JSON
 * @param payload the object with its payload member, for example <code>{"Allocation":{…}}</code>
 */
public record SimulatedEvent(
        String topic,
        String type,
        String key,
        String namespace,
        List<String> filterKeys,
        JsonNode payload) {

    public SimulatedEvent {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(payload, "payload");
        namespace = namespace == null ? "" : namespace;
        filterKeys = filterKeys == null ? List.of() : List.copyOf(filterKeys);
    }

    /** The object inside the payload, whatever its member is called. */
    public JsonNode object() {
        for (JsonNode member : payload) {
            if (member.isObject()) {
                return member;
            }
        }
        return payload;
    }
}
