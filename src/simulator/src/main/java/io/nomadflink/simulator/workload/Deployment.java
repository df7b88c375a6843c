package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;

/** The rollout of one version of a service job. */
final class Deployment extends Stored {

    static final String RUNNING = "running";
    static final String PAUSED = "paused";
    static final String FAILED = "failed";
    static final String SUCCESSFUL = "successful";
    static final String CANCELLED = "cancelled";

    private final Job job;
    private final boolean canaries;

    Deployment(String id, Job job, boolean canaries, long nanos) {
        super(Templates.copy("deployment"));
        this.job = job;
        this.canaries = canaries;
        json().put("ID", id).put("Namespace", job.namespace()).put("JobID", job.id());
        json().put("JobVersion", job.version());
        for (String field : new String[] {"JobModifyIndex", "JobSpecModifyIndex"}) {
            json().set(field, job.json().get("JobModifyIndex"));
        }
        json().set("JobCreateIndex", job.json().get("CreateIndex"));
        json().put("CreateTime", nanos);
        job.spec().groups().forEach(group -> addGroup(group, nanos));
        status(RUNNING, running(), nanos);
    }

    Job job() {
        return job;
    }

    boolean active() {
        return text("Status").equals(RUNNING) || paused();
    }

    boolean paused() {
        return text("Status").equals(PAUSED);
    }

    void status(String status, String description, long nanos) {
        json().put("Status", status).put("StatusDescription", description);
        json().put("ModifyTime", nanos);
    }

    /** Nomad's words for a running deployment, which waits for promotion if it has canaries. */
    String running() {
        return needsPromotion()
                ? "Deployment is running but requires manual promotion"
                : "Deployment is running";
    }

    boolean needsPromotion() {
        return canaries && !promoted();
    }

    boolean promoted() {
        for (GroupSpec group : job.spec().groups()) {
            if (group.canaries() > 0 && !group(group.name()).path("Promoted").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Promotion leaves ModifyTime at 0 on every version (seen). */
    void promote() {
        for (GroupSpec group : job.spec().groups()) {
            group(group.name()).put("Promoted", group.canaries() > 0);
        }
        status(RUNNING, running(), 0);
    }

    void placed(Alloc alloc) {
        count(alloc, "PlacedAllocs");
        if (alloc.canary()) {
            ObjectNode group = group(alloc.group());
            ArrayNode placed =
                    group.path("PlacedCanaries") instanceof ArrayNode earlier
                            ? earlier
                            : group.putArray("PlacedCanaries");
            placed.add(alloc.id());
        }
    }

    /** Each healthy allocation gives its group new time to progress. */
    void healthy(Alloc alloc, long nanos) {
        ObjectNode group = count(alloc, "HealthyAllocs");
        long deadline = nanos + group.path("ProgressDeadline").longValue();
        group.put("RequireProgressBy", Times.text(deadline));
        json().put("ModifyTime", nanos);
    }

    void unhealthy(Alloc alloc, long nanos) {
        count(alloc, "UnhealthyAllocs");
        json().put("ModifyTime", nanos);
    }

    boolean hasUnhealthy() {
        return job.spec().groups().stream()
                .anyMatch(g -> group(g.name()).path("UnhealthyAllocs").intValue() > 0);
    }

    boolean canariesHealthy() {
        return job.spec().groups().stream().allMatch(g -> healthy(g) >= g.canaries());
    }

    boolean allHealthy() {
        return job.spec().groups().stream().allMatch(g -> healthy(g) >= g.count());
    }

    private int healthy(GroupSpec group) {
        return group(group.name()).path("HealthyAllocs").intValue();
    }

    @Override
    SimulatedEvent event(String type) {
        return SimulatedEvents.deployment(type, json().deepCopy());
    }

    private ObjectNode count(Alloc alloc, String field) {
        ObjectNode group = group(alloc.group());
        return group.put(field, group.path(field).intValue() + 1);
    }

    private ObjectNode group(String name) {
        return (ObjectNode) json().path("TaskGroups").path(name);
    }

    private void addGroup(GroupSpec spec, long nanos) {
        ObjectNode group = Templates.copy("deployment-group");
        group.put("AutoRevert", job.spec().autoRevert()).put("DesiredTotal", spec.count());
        group.put("DesiredCanaries", canaries ? spec.canaries() : 0);
        long deadline = nanos + group.path("ProgressDeadline").longValue();
        group.put("RequireProgressBy", Times.text(deadline));
        ((ObjectNode) json().path("TaskGroups")).set(spec.name(), group);
    }
}
