package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.simulator.SimulatedEvent;

/** An object of the made-up cluster's state, in the JSON that its events show. */
abstract class Stored {

    private final ObjectNode json;

    Stored(ObjectNode json) {
        this.json = json;
    }

    ObjectNode json() {
        return json;
    }

    String id() {
        return text("ID");
    }

    String text(String field) {
        return json.path(field).asText("");
    }

    boolean created() {
        return json.path("CreateIndex").longValue() > 0;
    }

    /** The object was written by the transaction of this index. */
    void written(long index) {
        if (!created()) {
            json.put("CreateIndex", index);
        }
        json.put("ModifyIndex", index);
    }

    /** An event with a copy of the object as it is now. */
    abstract SimulatedEvent event(String type);
}
