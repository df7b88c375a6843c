package io.nomadflink.e2e.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;
import java.util.List;
import java.util.UUID;

/** One write that changes an object of each topic, to see how far each subscription has come. */
final class Markers {
    static final List<String> TOPICS =
            List.of("Job", "Allocation", "Deployment", "Evaluation", "Node");

    private Markers() {}

    static List<SimulatedEvent> at(long index, String namespace) {
        return List.of(
                SimulatedEvents.job("PlanResult", object(index, namespace, "marker"), false),
                SimulatedEvents.allocation("PlanResult", owned(index, namespace, "allocation")),
                SimulatedEvents.deployment("PlanResult", owned(index, namespace, "deployment")),
                SimulatedEvents.evaluation("PlanResult", owned(index, namespace, "evaluation")),
                SimulatedEvents.node("PlanResult", object(index, "", id("", "node"))));
    }

    private static String id(String namespace, String kind) {
        return UUID.nameUUIDFromBytes((namespace + kind).getBytes()).toString();
    }

    private static ObjectNode owned(long index, String namespace, String kind) {
        return object(index, namespace, id(namespace, kind))
                .put("JobID", "marker")
                .put("NodeID", id("", "node"))
                .put("DeploymentID", "");
    }

    private static ObjectNode object(long index, String namespace, String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ID", id)
                .put("Namespace", namespace)
                .put("Status", "running")
                .put("CreateIndex", index)
                .put("ModifyIndex", index);
    }
}
