package io.nomadflink.connector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;

/** Events to publish on a simulated server. */
public final class Simulated {
    private Simulated() {}

    public static SimulatedEvent allocation(String id, long index) {
        return allocation("default", id, index, 0);
    }

    /**
     * @param timeMillis the payload's time, ms since the epoch, or 0 for none
     */
    public static SimulatedEvent allocation(
            String namespace, String id, long index, long timeMillis) {
        return SimulatedEvents.allocation(
                "AllocationUpdated", object(namespace, id, index, timeMillis));
    }

    /** An allocation whose payload has so many bytes or a few more. */
    public static SimulatedEvent allocationOf(long index, int bytes) {
        return allocationOf("a" + index, index, bytes);
    }

    /** The same of an allocation that may be there already. */
    public static SimulatedEvent allocationOf(String id, long index, int bytes) {
        ObjectNode object = object("default", id, index, 0);
        return SimulatedEvents.allocation(
                "AllocationUpdated", object.put("ClientDescription", "x".repeat(bytes)));
    }

    public static SimulatedEvent evaluation(String id, long index, long timeMillis) {
        return SimulatedEvents.evaluation(
                "EvaluationUpdated", object("default", id, index, timeMillis));
    }

    public static SimulatedEvent deployment(String id, long index, long timeMillis) {
        return SimulatedEvents.deployment("PlanResult", object("default", id, index, timeMillis));
    }

    public static SimulatedEvent job(String namespace, String id, long index) {
        ObjectNode job = object(namespace, id, index, 0).put("Status", "running");
        return SimulatedEvents.job("JobRegistered", job, false);
    }

    public static SimulatedEvent node(String id, long index) {
        return SimulatedEvents.node("NodeRegistration", object("", id, index, 0));
    }

    private static ObjectNode object(String namespace, String id, long index, long timeMillis) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("ID", id).put("JobID", "web").put("Namespace", namespace);
        object.put("CreateIndex", index).put("ModifyIndex", index);
        return timeMillis == 0 ? object : object.put("ModifyTime", timeMillis * 1_000_000L);
    }
}
