package io.nomadflink.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.simulator.SimulatedEvent;

/** The identity of an event. */
record Happening(
        long index, String topic, String type, String namespace, String key, String status) {

    static Happening published(long index, SimulatedEvent event) {
        return new Happening(
                index,
                event.topic(),
                event.type(),
                event.namespace(),
                event.key(),
                status(event.topic(), event.object().path("Status").asText("")));
    }

    static Happening listed(String topic, JsonNode object) {
        return new Happening(
                object.path("ModifyIndex").asLong(),
                topic,
                "",
                topic.equals("Node") ? "" : object.path("Namespace").asText(),
                object.path("ID").asText(),
                status(topic, object.path("Status").asText()));
    }

    static Happening seen(NomadEvent event) {
        return new Happening(
                event.index(),
                event.topic().name(),
                event.type(),
                event.namespace(),
                event.key(),
                status(event.topic().name(), event.objectText("Status")));
    }

    /** The two lines of one index may hold the same job, told apart by its status. */
    private static String status(String topic, String status) {
        return topic.equals("Job") && status != null ? status : "";
    }

    /** The object at this index as lists show it: they do not know an event's type. */
    Happening asObject() {
        return new Happening(index, topic, "", namespace, key, status);
    }
}
