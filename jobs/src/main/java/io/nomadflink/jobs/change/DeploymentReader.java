package io.nomadflink.jobs.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.NomadEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads a deployment and sums its groups. Not thread-safe. */
final class DeploymentReader {
    private static final long NANOS = 1_000_000_000L;

    private String id;
    private String namespace;
    private String jobId;
    private long jobVersion;
    private String status;
    private long createTime;
    private long modifyTime;
    private Groups groups;

    /**
     * @param latest the largest time of allocations and evaluations so far, those of the frame
     *     included, ns
     */
    DeploymentChange read(NomadEvent event, long lineTime, long latest) throws IOException {
        clear();
        try (JsonParser json = Payload.openObject(event)) {
            for (String name; (name = json.nextFieldName()) != null; ) {
                json.nextToken();
                member(name, json);
            }
        }
        if (id.isEmpty() || jobId.isEmpty() || status.isEmpty()) {
            throw WrongPayloadException.INSTANCE;
        }
        return change(event, lineTime, latest);
    }

    private void clear() {
        id = "";
        namespace = "";
        jobId = "";
        status = "";
        jobVersion = 0;
        createTime = 0;
        modifyTime = 0;
        groups = new Groups();
    }

    private DeploymentChange change(NomadEvent event, long lineTime, long latest) {
        return new DeploymentChange(
                id,
                namespace,
                jobId,
                jobVersion,
                status,
                createTime,
                modifyTime,
                groups.derivedStart == Long.MAX_VALUE ? 0 : groups.derivedStart,
                lineTime,
                latest,
                groups.desired,
                groups.placed,
                groups.healthy,
                groups.unhealthy,
                groups.canaries,
                groups.canaries > 0 && groups.allPromoted,
                event.timestampMillis(),
                event.index(),
                event.origin());
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "ID" -> id = Payload.text(json);
            case "Namespace" -> namespace = Payload.text(json);
            case "JobID" -> jobId = Payload.text(json);
            case "JobVersion" -> jobVersion = Payload.integer(json);
            case "Status" -> status = Payload.text(json);
            case "CreateTime" -> createTime = Payload.integer(json);
            case "ModifyTime" -> modifyTime = Payload.integer(json);
            case "TaskGroups" -> groups.read(json);
            default -> json.skipChildren();
        }
    }

    /** The groups of a deployment, summed. */
    private static final class Groups {
        private int desired;
        private int placed;
        private int healthy;
        private int unhealthy;
        private int canaries;
        private boolean allPromoted = true;
        private long derivedStart = Long.MAX_VALUE;

        private int groupCanaries;
        private boolean promoted;
        private long deadline;
        private long requiredBy;

        void read(JsonParser json) throws IOException {
            if (Payload.isNull(json)) {
                return;
            }
            Payload.require(json, JsonToken.START_OBJECT);
            while (json.nextFieldName() != null) {
                json.nextToken();
                group(json);
            }
        }

        private void group(JsonParser json) throws IOException {
            Payload.require(json, JsonToken.START_OBJECT);
            groupCanaries = 0;
            promoted = false;
            deadline = 0;
            requiredBy = 0;
            for (String name; (name = json.nextFieldName()) != null; ) {
                json.nextToken();
                member(name, json);
            }
            canaries += groupCanaries;
            allPromoted &= promoted || groupCanaries == 0;
            derivedStart =
                    requiredBy == 0 ? derivedStart : Math.min(derivedStart, requiredBy - deadline);
        }

        private void member(String name, JsonParser json) throws IOException {
            switch (name) {
                case "DesiredTotal" -> desired += (int) Payload.integer(json);
                case "PlacedAllocs" -> placed += (int) Payload.integer(json);
                case "HealthyAllocs" -> healthy += (int) Payload.integer(json);
                case "UnhealthyAllocs" -> unhealthy += (int) Payload.integer(json);
                case "DesiredCanaries" -> groupCanaries = (int) Payload.integer(json);
                case "Promoted" -> promoted = Payload.flag(json);
                case "ProgressDeadline" -> deadline = Payload.integer(json);
                case "RequireProgressBy" -> requiredBy = nanos(Payload.text(json));
                default -> json.skipChildren();
            }
        }

        private static long nanos(String time) throws WrongPayloadException {
            if (time.isEmpty()) {
                return 0;
            }
            try {
                Instant instant = Instant.parse(time);
                return Math.max(0, instant.getEpochSecond()) * NANOS + instant.getNano();
            } catch (DateTimeException e) {
                throw WrongPayloadException.INSTANCE;
            }
        }
    }
}
