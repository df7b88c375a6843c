package io.nomadflink.jobs.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import java.io.IOException;

/**
 * Tells a job's end from its other events.
 *
 * <p>Nomad 1.11.3 and later say {@code Deleted}; before, a deregistration brings the old object,
 * whose ModifyIndex is below the event's index.
 */
final class JobDeletion {
    private static final byte[] DELETED = PlainPayload.bytes("Deleted");
    private static final byte[] MODIFY_INDEX = PlainPayload.bytes("ModifyIndex");

    private final PlainCursor plain = new PlainCursor();

    boolean isIn(NomadEvent event) throws IOException {
        boolean deregisters =
                event.type().equals("JobDeregistered")
                        || event.type().equals("JobBatchDeregistered");
        try {
            return isInPlain(event, deregisters);
        } catch (UnusualException e) {
            return isInTokens(event, deregisters);
        }
    }

    /** The usual way: passes over what is not wanted without looking at its tokens. */
    private boolean isInPlain(NomadEvent event, boolean deregisters) throws UnusualException {
        PlainPayload.enter(event, plain);
        boolean deleted = false;
        if (plain.take('}')) {
            return false;
        }
        do {
            int from = plain.at() + 1;
            int to = plain.name();
            if (plain.was(from, to, DELETED)) {
                deleted |= plain.flag();
            } else if (deregisters && plain.take('{')) {
                deleted |= plainModifyIndex(event.index()) < event.index();
            } else {
                plain.pass();
            }
        } while (plain.take(','));
        plain.expect('}');
        return deleted;
    }

    private long plainModifyIndex(long unknown) throws UnusualException {
        long index = unknown;
        if (plain.take('}')) {
            return index;
        }
        do {
            int from = plain.at() + 1;
            int to = plain.name();
            if (plain.was(from, to, MODIFY_INDEX)) {
                index = plain.integer();
            } else {
                plain.pass();
            }
        } while (plain.take(','));
        plain.expect('}');
        return index;
    }

    private static boolean isInTokens(NomadEvent event, boolean deregisters) throws IOException {
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
