package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;
import java.time.Duration;

/** One allocation; its client status tells the truth of each change. */
final class Alloc extends Stored {

    static final String PENDING = "pending";
    static final String RUNNING = "running";
    static final String COMPLETE = "complete";
    static final String FAILED = "failed";
    static final String LOST = "lost";

    private final Job job;
    private final GroupSpec spec;
    private final int slot;
    private final ClusterNode node;
    private final TaskLog task = new TaskLog();
    private final TruthRecorder truth;
    private long version;
    private JobSpec madeFor;
    private Deployment deployment;
    private Boolean health;
    private boolean healthChanged;
    private boolean canary;

    Alloc(String id, Job job, GroupSpec spec, int slot, ClusterNode node, TruthRecorder truth) {
        super(Templates.copy("allocation"));
        this.job = job;
        this.spec = spec;
        this.slot = slot;
        this.node = node;
        this.truth = truth;
        this.version = job.version();
        this.madeFor = job.spec();
        json().put("ID", id).put("Namespace", job.namespace()).put("JobID", job.id());
        json().put("Name", job.id() + "." + spec.name() + "[" + slot + "]");
        json().put("TaskGroup", spec.name()).put("NodeID", node.id());
        json().put("NodeName", node.name());
    }

    /** Planned by the scheduler. */
    void placed(Evaluation evaluation, long nanos) {
        json().put("EvalID", evaluation.id()).put("CreateTime", nanos);
        json().put("ModifyTime", nanos);
        truth.placed(this, nanos);
    }

    void belongsTo(Deployment newDeployment, boolean asCanary) {
        deployment = newDeployment;
        version = job.version();
        madeFor = job.spec();
        health = null;
        canary = asCanary;
        json().put("DeploymentID", deployment.id());
        json().remove("DeploymentStatus");
        healthChanged = asCanary;
    }

    void promoted() {
        canary = false;
        healthChanged = true;
    }

    // ---- what the client does

    void received(long nanos) {
        task.received(nanos);
    }

    void started(long nanos) {
        task.started(nanos);
        client(RUNNING, "Tasks are running", nanos);
    }

    void restarting(long nanos, Duration delay) {
        task.restarting(nanos, delay);
        client(PENDING, "", nanos);
    }

    void failed(long nanos) {
        task.failed(nanos);
        client(FAILED, "Failed tasks", nanos);
    }

    void completed(long nanos) {
        task.completed(nanos);
        client(COMPLETE, "All tasks have completed", nanos);
    }

    void killed(long nanos) {
        task.killed(nanos);
        client(COMPLETE, "All tasks have completed", nanos);
    }

    // ---- what the server does

    void stop(String description, long nanos) {
        json().put("DesiredStatus", "stop").put("DesiredDescription", description);
        json().put("ModifyTime", nanos);
    }

    void lost(long nanos) {
        stop("alloc is lost since its node is down", nanos);
        json().put("ClientStatus", LOST).put("ClientDescription", "alloc was lost");
        truth.changed(this, LOST, nanos);
    }

    /** Linking two allocations does not move the old one's ModifyTime (seen). */
    void replacedBy(Alloc next) {
        json().put("NextAllocation", next.id());
        next.json().put("PreviousAllocation", id());
    }

    /** The old allocation has failed and its replacement remembers that. */
    void rescheduledAs(Alloc next, Duration delay, long nanos) {
        replacedBy(next);
        json().put("DesiredStatus", "stop");
        ObjectNode tracker = next.json().putObject("RescheduleTracker");
        for (var earlier : json().path("RescheduleTracker").path("Events")) {
            tracker.withArray("Events").add(earlier.deepCopy());
        }
        tracker.withArray("Events")
                .addObject()
                .put("RescheduleTime", nanos)
                .put("PrevAllocID", id())
                .put("PrevNodeID", node.id())
                .put("Delay", delay.toNanos());
        tracker.put("LastReschedule", "ok");
    }

    void followUp(Evaluation evaluation) {
        json().put("FollowupEvalID", evaluation.id());
    }

    void migrate() {
        ObjectNode transition = json().putObject("DesiredTransition");
        transition.put("Migrate", true).put("Reschedule", false).putNull("ForceReschedule");
        transition.put("NoShutdownDelay", false).putNull("MigrateDisablePlacement");
    }

    boolean migrating() {
        return json().has("DesiredTransition");
    }

    void health(boolean healthy, long nanos) {
        health = healthy;
        healthChanged = true;
        json().put("ModifyTime", nanos);
        json().putObject("DeploymentStatus").put("Timestamp", Times.text(nanos));
    }

    @Override
    void written(long index) {
        if (!created()) {
            json().put("AllocModifyIndex", index);
        }
        super.written(index);
        if (healthChanged) {
            healthChanged = false;
            deploymentStatus(index);
        }
    }

    // ---- questions

    boolean live() {
        return !terminal() && json().path("DesiredStatus").asText().equals("run");
    }

    boolean terminal() {
        return !clientStatus().equals(PENDING) && !clientStatus().equals(RUNNING);
    }

    boolean is(String status) {
        return clientStatus().equals(status);
    }

    String clientStatus() {
        return text("ClientStatus");
    }

    boolean healthKnown() {
        return health != null;
    }

    boolean outdated() {
        return version != job.version();
    }

    boolean canary() {
        return canary;
    }

    boolean broken() {
        return madeFor.broken();
    }

    /** Whether a new version of the job asks for nothing but what runs already. */
    boolean fits(JobSpec wanted) {
        return madeFor.equals(wanted);
    }

    int restarts() {
        return task.restarts();
    }

    Job job() {
        return job;
    }

    GroupSpec spec() {
        return spec;
    }

    String group() {
        return spec.name();
    }

    int slot() {
        return slot;
    }

    ClusterNode node() {
        return node;
    }

    Deployment deployment() {
        return deployment;
    }

    @Override
    SimulatedEvent event(String type) {
        return SimulatedEvents.allocation(type, json().deepCopy());
    }

    private void deploymentStatus(long index) {
        String timestamp = json().path("DeploymentStatus").path("Timestamp").asText(null);
        ObjectNode status = json().putObject("DeploymentStatus");
        status.put("Healthy", health).put("Timestamp", timestamp);
        status.put("Canary", canary).put("ModifyIndex", index);
    }

    private void client(String status, String description, long nanos) {
        json().put("ClientStatus", status).put("ModifyTime", nanos);
        json().put("ClientDescription", description);
        json().putObject("TaskStates").set("app", task.state());
        ObjectNode network = json().putObject("NetworkStatus");
        network.put("InterfaceName", "").put("Address", "").put("AddressIPv6", "");
        network.putNull("DNS");
        truth.changed(this, status, nanos);
    }
}
