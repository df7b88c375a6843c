package io.nomadflink.jobs.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.NomadEvent;
import java.io.IOException;

/**
 * Tells a job's end from its other events.
 *
 * <p>Nomad 1.11.3 and later say {@code Deleted}; before, a deregistration brings the old object,
 * whose ModifyIndex is below the event's index.
 */
final class JobDeletion {
    private JobDeletion() {}

    static boolean isIn(NomadEvent event) throws IOException {
        boolean deregisters =
                event.type().equals("JobDeregistered")
                        || event.type().equals("JobBatchDeregistered");
        boolean deleted = false;
        try (JsonParser json = Payload.open(event)) {
            for (String name; (name = json.nextFieldName()) != null; ) {
                boolean object = json.nextToken() == JsonToken.START_OBJECT;
                if (name.equals("Deleted")) {
                    deleted |= Payload.flag(json);
                } else if (object && deregisters) {
                    deleted |= modifyIndex(json, event.index()) < event.index();
                } else {
                    json.skipChildren();
                }
            }
        }
        return deleted;
    }

    private static long modifyIndex(JsonParser json, long unknown) throws IOException {
        long index = unknown;
        for (String name; (name = json.nextFieldName()) != null; ) {
            json.nextToken();
            if (name.equals("ModifyIndex")) {
                index = Payload.integer(json);
            } else {
                json.skipChildren();
            }
        }
        return index;
    }
}
