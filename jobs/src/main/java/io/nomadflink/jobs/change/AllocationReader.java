package io.nomadflink.jobs.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.jobs.types.Interner;
import java.io.IOException;

/** Reads the few members of an allocation that count. Not thread-safe. */
final class AllocationReader {
    private static final String CLIENT_UPDATE = "AllocationUpdated";
    private static final long NANOS_PER_MILLI = 1_000_000L;

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
        clear();
        try (JsonParser json = Payload.openObject(event)) {
            for (String name; (name = json.nextFieldName()) != null; ) {
                json.nextToken();
                member(name, json);
            }
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
