package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes events from Nomad's objects, with the keys, filter keys and payload members of 2.0.5. */
public final class SimulatedEvents {

    private SimulatedEvents() {}

    /** An event of topic Job. */
    public static SimulatedEvent job(String type, JsonNode job, boolean deleted) {
        ObjectNode payload = payload("Job", job).put("Deleted", deleted);
        return new SimulatedEvent("Job", type, id(job), namespace(job), List.of(), payload);
    }

    /** An event of topic Allocation, filtered by job and deployment. */
    public static SimulatedEvent allocation(String type, JsonNode allocation) {
        ObjectNode payload =
                payload("Allocation", allocation).put("Timeout", false).put("TimeoutReason", "");
        return owned("Allocation", type, allocation, payload);
    }

    /** An event of topic Evaluation, filtered by job and deployment. */
    public static SimulatedEvent evaluation(String type, JsonNode evaluation) {
        return owned("Evaluation", type, evaluation, payload("Evaluation", evaluation));
    }

    /** An event of topic Deployment, filtered by job. */
    public static SimulatedEvent deployment(String type, JsonNode deployment) {
        List<String> filterKeys = List.of(text(deployment, "JobID"));
        ObjectNode payload = payload("Deployment", deployment);
        return new SimulatedEvent(
                "Deployment", type, id(deployment), namespace(deployment), filterKeys, payload);
    }

    /** An event of topic Node, which has no namespace. */
    public static SimulatedEvent node(String type, JsonNode node) {
        return new SimulatedEvent("Node", type, id(node), "", List.of(), payload("Node", node));
    }

    /** An event of topic NodePool, whose key is its name. */
    public static SimulatedEvent nodePool(String type, JsonNode pool) {
        String name = text(pool, "Name");
        return new SimulatedEvent("NodePool", type, name, "", List.of(), payload("NodePool", pool));
    }

    /** An event of topic Service, filtered by job and service name. */
    public static SimulatedEvent service(String type, JsonNode service) {
        List<String> filterKeys = List.of(text(service, "JobID"), text(service, "ServiceName"));
        ObjectNode payload = payload("Service", service);
        return new SimulatedEvent(
                "Service", type, id(service), namespace(service), filterKeys, payload);
    }

    private static SimulatedEvent owned(
            String topic, String type, JsonNode object, ObjectNode payload) {
        List<String> filterKeys = List.of(text(object, "JobID"), text(object, "DeploymentID"));
        return new SimulatedEvent(topic, type, id(object), namespace(object), filterKeys, payload);
    }

    private static ObjectNode payload(String member, JsonNode object) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.set(member, object);
        return payload;
    }

    private static String id(JsonNode object) {
        return text(object, "ID");
    }

    private static String namespace(JsonNode object) {
        return text(object, "Namespace");
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }
}
