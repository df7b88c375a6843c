package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Small objects for tests of the server. */
final class Samples {

    private Samples() {}

    static SimulatedEvent job(String namespace, String id, long index) {
        ObjectNode job = Json.object().put("ID", id).put("Namespace", namespace);
        job.put("Type", "service").put("Status", "running").put("Version", 3);
        job.putArray("TaskGroups").addObject().put("Name", "group");
        job.put("CreateIndex", index).put("ModifyIndex", index);
        return SimulatedEvents.job("JobRegistered", job, false);
    }

    static SimulatedEvent purged(String namespace, String id) {
        ObjectNode job = Json.object().put("ID", id).put("Namespace", namespace);
        return SimulatedEvents.job("JobDeregistered", job.put("ModifyIndex", 1), true);
    }

    static ObjectNode allocation(String id, String job, String status, long index) {
        ObjectNode allocation = Json.object().put("ID", id).put("Namespace", "default");
        allocation.put("JobID", job).put("TaskGroup", "group").put("ClientStatus", status);
        allocation.put("NodeID", "node-1").put("DeploymentID", "deployment-of-" + job);
        return allocation.put("CreateIndex", index).put("ModifyIndex", index);
    }

    static SimulatedEvent allocated(String id, String job, String status, long index) {
        return SimulatedEvents.allocation("PlanResult", allocation(id, job, status, index));
    }

    static SimulatedEvent evaluation(String id, String job, String deployment, long index) {
        ObjectNode evaluation = Json.object().put("ID", id).put("Namespace", "default");
        evaluation.put("JobID", job).put("NextEval", "later");
        if (!deployment.isEmpty()) {
            evaluation.put("DeploymentID", deployment);
        }
        evaluation.put("CreateIndex", index).put("ModifyIndex", index);
        return SimulatedEvents.evaluation("EvaluationUpdated", evaluation);
    }

    static SimulatedEvent deployment(String id, String job, long index) {
        ObjectNode deployment = Json.object().put("ID", id).put("Namespace", "default");
        deployment.put("JobID", job).put("Status", "running").put("JobVersion", 4);
        deployment.put("CreateIndex", index).put("ModifyIndex", index);
        return SimulatedEvents.deployment("PlanResult", deployment);
    }

    static SimulatedEvent node(String id, long index) {
        ObjectNode node = Json.object().put("ID", id).put("Name", "name of " + id);
        node.put("HTTPAddr", "10.0.0.1:4646").put("Status", "ready");
        node.put("CreateIndex", index).put("ModifyIndex", index);
        return SimulatedEvents.node("NodeRegistration", node);
    }
}
