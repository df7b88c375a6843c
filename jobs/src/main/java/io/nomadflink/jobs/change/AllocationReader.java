package io.nomadflink.jobs.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.plain.PlainCursor;
import io.nomadflink.connector.event.plain.UnusualException;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.jobs.types.Interner;
import java.io.IOException;

/** Reads the few members of an allocation that count. Not thread-safe. */
final class AllocationReader {
    private static final String CLIENT_UPDATE = "AllocationUpdated";
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private static final byte[] ID = PlainPayload.bytes("ID");
    private static final byte[] NAMESPACE = PlainPayload.bytes("Namespace");
    private static final byte[] JOB_ID = PlainPayload.bytes("JobID");
    private static final byte[] TASK_GROUP = PlainPayload.bytes("TaskGroup");
    private static final byte[] CLIENT_STATUS = PlainPayload.bytes("ClientStatus");
    private static final byte[] CREATE_INDEX = PlainPayload.bytes("CreateIndex");
    private static final byte[] CREATE_TIME = PlainPayload.bytes("CreateTime");

    private final PlainCursor plain = new PlainCursor();
    private final Interner names = new Interner();
    private AllocationId id;
    private String namespace;
    private String jobId;
    private String taskGroup;
    private ClientStatus status;
    private long createIndex;
    private long createTime;

    /**
     * @param context tells what was created in a gap
     */
    AllocationChange read(NomadEvent event, FrameContext context) throws IOException {
        try {
            readPlain(event);
        } catch (UnusualException e) {
            readTokens(event);
        }
        if (id == null || jobId.isEmpty()) {
            throw WrongPayloadException.INSTANCE;
        }
        return new AllocationChange(
                namespace,
                jobId,
                id,
                taskGroup,
                status,
                event.origin() == Origin.STREAM && event.type().equals(CLIENT_UPDATE),
                created(event, context),
                begun(event),
                event.timestampMillis(),
                event.index(),
                event.origin());
    }

    /** The usual way: passes over what is not wanted without looking at its tokens. */
    private void readPlain(NomadEvent event) throws UnusualException {
        clear();
        PlainPayload.enterObject(event, plain);
        if (plain.take('}')) {
            return;
        }
        do {
            int from = plain.at() + 1;
            member(from, plain.name());
        } while (plain.take(','));
        plain.expect('}');
    }

    private void member(int from, int to) throws UnusualException {
        int length = to - from;
        if (length == 2 && plain.was(from, to, ID)) {
            id = AllocationId.of(plain.string());
        } else if (length == 9 && plain.was(from, to, NAMESPACE)) {
            namespace = names.canonical(plain.text());
        } else if (length == 5 && plain.was(from, to, JOB_ID)) {
            jobId = names.canonical(plain.text());
        } else if (length == 9 && plain.was(from, to, TASK_GROUP)) {
            taskGroup = names.canonical(plain.text());
        } else if (length == 12 && plain.was(from, to, CLIENT_STATUS)) {
            status = ClientStatus.of(plain.text());
        } else if (length == 11 && plain.was(from, to, CREATE_INDEX)) {
            createIndex = plain.integer();
        } else if (length == 10 && plain.was(from, to, CREATE_TIME)) {
            createTime = plain.integer();
        } else {
            plain.pass();
        }
    }

    private void readTokens(NomadEvent event) throws IOException {
        clear();
        try (JsonParser json = Payload.openObject(event)) {
            for (String name; (name = json.nextFieldName()) != null; ) {
                json.nextToken();
                member(name, json);
            }
        }
    }

    private boolean created(NomadEvent event, FrameContext context) {
        return switch (event.origin()) {
            case STREAM -> createIndex == event.index() || context.inGap(createIndex);
            case SNAPSHOT -> false;
            case BACKFILL -> context.inGap(createIndex);
        };
    }

    private long begun(NomadEvent event) {
        boolean earlier = createIndex < event.index() && createTime > 0;
        return earlier ? createTime / NANOS_PER_MILLI : event.timestampMillis();
    }

    private void clear() {
        id = null;
        namespace = "";
        jobId = "";
        taskGroup = "";
        status = ClientStatus.OTHER;
        createIndex = 0;
        createTime = 0;
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "ID" -> id = id(json);
            case "Namespace" -> namespace = names.canonical(Payload.text(json));
            case "JobID" -> jobId = names.canonical(Payload.text(json));
            case "TaskGroup" -> taskGroup = names.canonical(Payload.text(json));
            case "ClientStatus" -> status = status(json);
            case "CreateIndex" -> createIndex = Payload.integer(json);
            case "CreateTime" -> createTime = Payload.integer(json);
            default -> json.skipChildren();
        }
    }

    private static AllocationId id(JsonParser json) throws IOException {
        Payload.require(json, JsonToken.VALUE_STRING);
        return AllocationId.of(
                json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private static ClientStatus status(JsonParser json) throws IOException {
        if (Payload.isNull(json)) {
            return ClientStatus.OTHER;
        }
        Payload.require(json, JsonToken.VALUE_STRING);
        return ClientStatus.of(
                json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
}
