package io.nomadflink.connector;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events made by hand. */
public final class Events {
    private Events() {}

    public static NomadEvent event(Topic topic, String type, long index, String payload) {
        return event(topic, type, index, Origin.STREAM, payload);
    }

    public static NomadEvent event(
            Topic topic, String type, long index, Origin origin, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                index, topic, type, "key", "", List.of(), origin, 1, bytes, 0, bytes.length);
    }

    public static NomadEvent allocation(String fields) {
        return event(
                Topic.ALLOCATION, "AllocationUpdated", 10, "{\"Allocation\":{" + fields + "}}");
    }
}
