package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A job with its allocations and its latest deployment. */
final class Job extends Stored {

    static final String PENDING = "pending";
    static final String RUNNING = "running";
    static final String DEAD = "dead";

    private final Map<String, Alloc[]> slots = new LinkedHashMap<>();
    private final List<Alloc> canaries = new ArrayList<>();
    private JobSpec spec;
    private JobSpec stable;
    private Deployment deployment;
    private long version;
    private long lastChange;
    private long stableVersion;
    private boolean stopped;
    private boolean deleted;

    Job(JobSpec spec) {
        super(Templates.copy("job"));
        json().put("ID", spec.id()).put("Name", spec.id()).put("Namespace", spec.namespace());
        json().put("Type", spec.type()).put("Status", PENDING).put("Version", 0);
        this.spec = spec;
    }

    /** A specification was submitted: the first, or one more version. */
    void submit(JobSpec newSpec, long nanos) {
        version = created() ? version + 1 : 0;
        spec = newSpec;
        ((ObjectNode) json().path("Meta")).put("release", Long.toString(version));
        json().put("Version", version).put("SubmitTime", nanos).put("Stable", false);
        json().put("Stop", false);
        ArrayNode groups = json().putArray("TaskGroups");
        spec.groups().forEach(group -> groups.add(groupJson(group)));
    }

    /** The specification has this index, too, beside the object. */
    void specifiedAt(long index) {
        json().put("JobModifyIndex", index);
    }

    /** Sets the status; whether that changed anything. */
    boolean becomes(String status, long nanos) {
        boolean changes = !status.equals(text("Status"));
        lastChange = changes ? nanos : lastChange;
        json().put("Status", status);
        return changes;
    }

    /** When the status changed last. */
    long lastChange() {
        return lastChange;
    }

    boolean markStable() {
        boolean changes = !json().path("Stable").asBoolean();
        json().put("Stable", true);
        stable = spec;
        stableVersion = version;
        return changes;
    }

    /** The version that was stable last. */
    long stableVersion() {
        return stableVersion;
    }

    void stop() {
        stopped = true;
        json().put("Stop", true);
    }

    void delete() {
        deleted = true;
    }

    /** Whether scheduling has nothing to do with it any more. */
    boolean over() {
        return stopped || deleted;
    }

    boolean deleted() {
        return deleted;
    }

    JobSpec spec() {
        return spec;
    }

    /** The last specification whose deployment was successful, null without one. */
    JobSpec stable() {
        return stable;
    }

    long version() {
        return version;
    }

    String namespace() {
        return spec.namespace();
    }

    /** The current allocation of each place in a group; null where there is none yet. */
    Alloc[] slots(GroupSpec group) {
        return slots.computeIfAbsent(group.name(), name -> new Alloc[group.count()]);
    }

    /** Canaries that have not been promoted. */
    List<Alloc> canaries() {
        return canaries;
    }

    /** The allocations that hold a place, and the canaries. */
    List<Alloc> holders() {
        return Stream.concat(slots.values().stream().flatMap(Arrays::stream), canaries.stream())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Allocations that are meant to run and have not ended. */
    List<Alloc> live() {
        return holders().stream().filter(Alloc::live).toList();
    }

    Deployment deployment() {
        return deployment;
    }

    void deployment(Deployment latest) {
        deployment = latest;
    }

    boolean deploying() {
        return deployment != null && deployment.active();
    }

    @Override
    SimulatedEvent event(String type) {
        return SimulatedEvents.job(type, json().deepCopy(), deleted);
    }

    private ObjectNode groupJson(GroupSpec group) {
        ObjectNode json = Templates.copy("group").put("Name", group.name());
        json.put("Count", group.count());
        ObjectNode restart = (ObjectNode) json.path("RestartPolicy");
        restart.put("Attempts", group.restarts());
        if (spec.isService()) {
            ((ObjectNode) json.path("Update"))
                    .put("Canary", group.canaries())
                    .put("MaxParallel", spec.maxParallel())
                    .put("AutoRevert", spec.autoRevert());
        } else {
            json.putNull("Update").putNull("Migrate");
            ((ObjectNode) json.path("ReschedulePolicy")).put("Unlimited", false);
        }
        if (group.service()) {
            ((ObjectNode) json.path("Services").path(0)).put("Name", spec.id() + "-http");
        } else {
            json.putNull("Services").putNull("Networks").putNull("Constraints");
        }
        return json;
    }
}
