package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.nomadflink.simulator.SimulatedEvent;
import io.nomadflink.simulator.SimulatedEvents;

/** The registration of an allocation in Nomad's service catalogue. */
final class ServiceEntry extends Stored {

    ServiceEntry(Alloc alloc, int port) {
        super(Templates.copy("service"));
        String service = alloc.job().id() + "-http";
        String id = "_nomad-task-" + alloc.id() + "-group-" + alloc.group() + "-" + service;
        json().put("ID", id + "-http").put("ServiceName", service);
        json().put("Namespace", alloc.job().namespace()).put("NodeID", alloc.node().id());
        json().put("JobID", alloc.job().id()).put("AllocID", alloc.id()).put("Port", port);
        ArrayNode tags = json().putArray("Tags");
        tags.add("http").add("v" + alloc.job().version());
    }

    @Override
    SimulatedEvent event(String type) {
        return SimulatedEvents.service(type, json().deepCopy());
    }

    /** Deregistering sends the old object. */
    void deregistered(Transaction transaction) {
        transaction.mention(this);
    }
}
