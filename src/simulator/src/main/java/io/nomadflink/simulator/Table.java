package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** The state tables that events feed and lists read. */
enum Table {
    JOBS("Job", "Job", "ID", true),
    ALLOCATIONS("Allocation", "Allocation", "ID", false),
    EVALUATIONS("Evaluation", "Evaluation", "ID", false),
    DEPLOYMENTS("Deployment", "Deployment", "ID", false),
    NODES("Node", "Node", "ID", false),
    NODE_POOLS("NodePool", "NodePool", "Name", false),
    SERVICES("Service", "Service", "ID", true),
    HOST_VOLUMES("HostVolume", "Volume", "ID", true),
    VARIABLES("Variable", "Metadata", "Path", true),
    NAMESPACES("", "", "Name", false);

    private final String topic;
    private final String member;
    private final String idField;
    private final boolean namespacedKey;

    Table(String topic, String member, String idField, boolean namespacedKey) {
        this.topic = topic;
        this.member = member;
        this.idField = idField;
        this.namespacedKey = namespacedKey;
    }

    /** The table an event's object belongs to, if any. */
    static Optional<Table> ofTopic(String topic) {
        return Arrays.stream(values())
                .filter(table -> !topic.isEmpty() && table.topic.equals(topic))
                .findFirst();
    }

    String topic() {
        return topic;
    }

    JsonNode object(SimulatedEvent event) {
        return event.payload().path(member);
    }

    String id(JsonNode object) {
        return Json.text(object, idField);
    }

    String key(JsonNode object) {
        return key(Json.text(object, "Namespace"), id(object));
    }

    /** The key of an object; IDs of jobs, services and the like are unique per namespace only. */
    String key(String namespace, String id) {
        return namespacedKey ? namespace + "." + id : id;
    }

    /** Where the object stands in a list: by creation where IDs are random, else by key. */
    PageKey pageKey(JsonNode object) {
        return pagesByCreation()
                ? new PageKey(object.path("CreateIndex").longValue(), id(object))
                : new PageKey(0, key(object));
    }

    boolean pagesByCreation() {
        return this == ALLOCATIONS || this == EVALUATIONS || this == DEPLOYMENTS;
    }
}
