package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shapes of objects in lists, which are shorter than those in events. */
final class Stubs {

    private static final List<String> ALLOCATION =
            words(
                    """
                    ID EvalID Name Namespace NodeID NodeName JobID TaskGroup DesiredStatus
                    DesiredDescription ClientStatus ClientDescription DesiredTransition TaskStates
                    DeploymentStatus FollowupEvalID NextAllocation RescheduleTracker
                    PreemptedAllocations PreemptedByAllocation CreateIndex ModifyIndex CreateTime
                    ModifyTime""");

    /** Fields of an allocation stub that print an empty text where the event leaves them out. */
    private static final List<String> ALLOCATION_TEXTS =
            words(
                    """
                    DesiredDescription ClientDescription FollowupEvalID NextAllocation
                    PreemptedByAllocation""");

    private static final List<String> NODE =
            words(
                    """
                    ID Datacenter Name NodePool NodeClass Drain SchedulingEligibility Status
                    StatusDescription LastDrain Drivers HostVolumes CreateIndex ModifyIndex""");

    private static final List<String> JOB =
            words(
                    """
                    ID ParentID Name Namespace Datacenters NodePool Multiregion Type Priority Stop
                    Status StatusDescription Version SubmitTime CreateIndex ModifyIndex
                    JobModifyIndex""");

    private static final Map<String, String> SUMMARY =
            Map.of(
                    "pending", "Starting",
                    "running", "Running",
                    "complete", "Complete",
                    "failed", "Failed",
                    "lost", "Lost",
                    "unknown", "Unknown");

    private final Tables tables;
    private final Query query;
    private Map<String, ObjectNode> summaries;

    Stubs(Tables tables, Query query) {
        this.tables = tables;
        this.query = query;
    }

    JsonNode of(Table table, JsonNode object) {
        return switch (table) {
            case ALLOCATIONS -> allocation(object);
            case NODES -> node(object);
            case JOBS -> job(object);
            default -> object;
        };
    }

    /** A whole allocation as the API shows it: with its job. */
    JsonNode fullAllocation(JsonNode allocation) {
        ObjectNode full = ((ObjectNode) allocation).objectNode();
        full.setAll((ObjectNode) allocation);
        full.set("Job", tables.job(allocation));
        return full;
    }

    private ObjectNode allocation(JsonNode object) {
        ObjectNode stub = pick(object, ALLOCATION);
        ALLOCATION_TEXTS.forEach(field -> stub.put(field, Json.text(object, field)));
        Tables.JobOfAllocation job = tables.jobOf(Json.text(object, "ID"));
        stub.put("JobVersion", jobVersion(object, job)).put("JobType", job.type());
        if (query.first("task_states", "true").equals("false")) {
            stub.putNull("TaskStates");
        }
        if (query.isTrue("resources")) {
            stub.set("AllocatedResources", object.get("AllocatedResources"));
        }
        return stub;
    }

    /** An update in place moves an allocation to the version of its new deployment. */
    private long jobVersion(JsonNode allocation, Tables.JobOfAllocation job) {
        JsonNode deployment = tables.find(Table.DEPLOYMENTS, Json.text(allocation, "DeploymentID"));
        return deployment == null
                ? job.version()
                : deployment.path("JobVersion").asLong(job.version());
    }

    private ObjectNode node(JsonNode object) {
        ObjectNode stub = pick(object, NODE);
        stub.put("Address", Json.text(object, "HTTPAddr").replaceFirst(":\\d+$", ""));
        stub.put("Version", Json.text(object.path("Attributes"), "nomad.version"));
        if (query.isTrue("os")) {
            stub.putObject("Attributes")
                    .put("os.name", Json.text(object.path("Attributes"), "os.name"));
        }
        if (query.isTrue("resources")) {
            stub.setAll(pick(object, List.of("NodeResources", "ReservedResources")));
        }
        return stub;
    }

    private ObjectNode job(JsonNode object) {
        ObjectNode stub = pick(object, JOB);
        stub.put("Periodic", object.hasNonNull("Periodic"));
        stub.put("ParameterizedJob", object.hasNonNull("ParameterizedJob"));
        if (query.isTrue("meta")) {
            stub.set("Meta", object.get("Meta"));
        }
        stub.set("JobSummary", summary(object));
        return stub;
    }

    private ObjectNode summary(JsonNode job) {
        if (summaries == null) {
            summaries = new HashMap<>();
            tables.rows(Table.ALLOCATIONS).forEach(this::count);
        }
        ObjectNode groups = Json.object();
        for (JsonNode group : job.path("TaskGroups")) {
            String name = Json.text(group, "Name");
            groups.set(name, counts(summaryKey(job, Json.text(job, "ID"), name)));
        }
        ObjectNode summary = Json.object().put("JobID", Json.text(job, "ID"));
        summary.put("Namespace", Json.text(job, "Namespace")).set("Summary", groups);
        summary.putNull("Children").set("CreateIndex", job.get("CreateIndex"));
        summary.set("ModifyIndex", job.get("ModifyIndex"));
        return summary;
    }

    private void count(JsonNode allocation) {
        String field = SUMMARY.get(Json.text(allocation, "ClientStatus"));
        String group = Json.text(allocation, "TaskGroup");
        ObjectNode counts = counts(summaryKey(allocation, Json.text(allocation, "JobID"), group));
        if (field != null) {
            counts.put(field, counts.path(field).intValue() + 1);
        }
    }

    private ObjectNode counts(String key) {
        return summaries.computeIfAbsent(
                key,
                absent -> {
                    ObjectNode zeros = Json.object().put("Queued", 0);
                    SUMMARY.values().forEach(field -> zeros.put(field, 0));
                    return zeros;
                });
    }

    private static String summaryKey(JsonNode object, String job, String group) {
        return Json.text(object, "Namespace") + "/" + job + "/" + group;
    }

    private static ObjectNode pick(JsonNode object, List<String> fields) {
        ObjectNode picked = Json.object();
        fields.forEach(field -> picked.set(field, object.get(field)));
        return picked;
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\s+"));
    }
}
