package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;

/** One run of the scheduler for a job; empty fields are left out, as Nomad does. */
final class Evaluation extends Stored {

    private final Job job;

    Evaluation(String id, Job job, String trigger, long nanos) {
        super(Templates.object());
        this.job = job;
        json().put("ID", id).put("Namespace", job.namespace()).put("Priority", 50);
        json().put("Type", job.spec().type()).put("TriggeredBy", trigger);
        json().put("JobID", job.id()).put("Status", "pending");
        json().put("CreateTime", nanos).put("ModifyTime", nanos);
    }

    Job job() {
        return job;
    }

    Evaluation ofSpecification(long jobModifyIndex) {
        json().put("JobModifyIndex", jobModifyIndex);
        return this;
    }

    Evaluation ofDeployment(Deployment deployment) {
        json().put("DeploymentID", deployment.id());
        return this;
    }

    Evaluation ofNode(ClusterNode node) {
        json().put("NodeID", node.id());
        json().put("NodeModifyIndex", node.json().path("ModifyIndex").longValue());
        return this;
    }

    Evaluation waitingUntil(long nanos, Evaluation previous) {
        json().put("StatusDescription", "created for delayed rescheduling");
        json().put("WaitUntil", Times.text(nanos)).put("PreviousEval", previous.id());
        return this;
    }

    void followedBy(Evaluation next) {
        json().put("NextEval", next.id());
    }

    /** The scheduler is done; the plan's size is told per group. */
    void complete(int placed, long snapshot, long nanos) {
        json().put("Status", "complete").put("ModifyTime", nanos).put("SnapshotIndex", snapshot);
        if (job.deploying()) {
            ofDeployment(job.deployment());
        }
        ObjectNode queued = json().putObject("QueuedAllocations");
        ObjectNode annotations = json().putObject("PlanAnnotations");
        ObjectNode updates = annotations.putObject("DesiredTGUpdates");
        annotations.putNull("PreemptedAllocs");
        for (GroupSpec group : job.spec().groups()) {
            queued.put(group.name(), 0);
            updates.set(group.name(), desiredUpdates(placed));
        }
    }

    @Override
    SimulatedEvent event(String type) {
        return SimulatedEvents.evaluation(type, json().deepCopy());
    }

    private static ObjectNode desiredUpdates(int placed) {
        ObjectNode updates = Templates.object().put("Ignore", 0).put("Place", placed);
        for (String field :
                new String[] {
                    "Migrate",
                    "Stop",
                    "InPlaceUpdate",
                    "DestructiveUpdate",
                    "Canary",
                    "Preemptions",
                    "Disconnect",
                    "Reconnect",
                    "RescheduleNow",
                    "RescheduleLater"
                }) {
            updates.put(field, 0);
        }
        return updates;
    }
}
