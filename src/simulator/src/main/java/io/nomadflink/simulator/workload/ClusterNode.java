package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;

/** A client node. */
final class ClusterNode extends Stored {

    /** Nomad keeps the last ten events of a node. */
    private static final int EVENTS_KEPT = 10;

    ClusterNode(String id, String name) {
        super(Templates.copy("node"));
        json().put("ID", id).put("Name", name).put("Status", "initializing");
        ((ObjectNode) json().path("Attributes")).put("unique.hostname", name);
    }

    String name() {
        return text("Name");
    }

    void status(String status, String message, long nanos) {
        json().put("Status", status).put("StatusUpdatedAt", Times.seconds(nanos));
        if (!message.isEmpty()) {
            note(message, "Cluster", nanos);
        }
    }

    void eligible(boolean eligible, String message, long nanos) {
        json().put("SchedulingEligibility", eligible ? "eligible" : "ineligible");
        note(message, "Cluster", nanos);
    }

    void drain(boolean draining, String message, long nanos) {
        json().put("Drain", draining);
        if (draining) {
            ObjectNode strategy = json().putObject("DrainStrategy");
            strategy.put("Deadline", 60_000_000_000L).put("IgnoreSystemJobs", false);
            strategy.putNull("ForceDeadline").put("StartedAt", Times.text(nanos));
        } else {
            json().putNull("DrainStrategy");
        }
        json().put("SchedulingEligibility", "ineligible");
        note(message, "Drain", nanos);
    }

    boolean down() {
        return text("Status").equals("down");
    }

    boolean ready() {
        return text("Status").equals("ready") && text("SchedulingEligibility").equals("eligible");
    }

    /** An allocation update names the node without raising its ModifyIndex. */
    void allocationsUpdated(Transaction transaction) {
        json().put("LastAllocUpdateIndex", transaction.index());
        transaction.mention(this);
    }

    @Override
    SimulatedEvent event(String type) {
        return SimulatedEvents.node(type, json().deepCopy());
    }

    private void note(String message, String subsystem, long nanos) {
        ArrayNode events = (ArrayNode) json().path("Events");
        ObjectNode event = events.addObject().put("Message", message);
        event.put("Subsystem", subsystem).putNull("Details");
        event.put("Timestamp", Times.text(Times.seconds(nanos) * 1_000_000_000L));
        event.put("CreateIndex", 0);
        if (events.size() > EVENTS_KEPT) {
            events.remove(0);
        }
    }
}
