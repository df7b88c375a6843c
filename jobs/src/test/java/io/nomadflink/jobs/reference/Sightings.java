package io.nomadflink.jobs.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that frames tell, sorted by object: each event, and the deletion of its job. */
final class Sightings {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, List<Sighting>> allocations = new LinkedHashMap<>();
    final Map<String, List<Sighting>> deployments = new LinkedHashMap<>();
    private long latestAllocation;
    private long latest;

    /**
     * One event of an object, or the deletion of its job.
     *
     * @param object null for a deletion
     * @param line the largest time of an allocation or evaluation in its frame, ns, or 0
     * @param latest for a deletion the largest allocation time before; else that of allocations and
     *     evaluations so far, ns
     */
    record Sighting(JsonNode object, String type, long index, long line, long latest) {
        boolean isDeletion() {
            return object == null;
        }

        long number(String member) {
            return object.path(member).asLong();
        }

        String text(String member) {
            return object.path(member).asText("");
        }
    }

    Sightings(List<Frame> frames) {
        frames.forEach(this::take);
    }

    private void take(Frame frame) {
        for (NomadEvent event : frame.events()) {
            if (event.topic().equals(Topic.JOB) && deletes(event)) {
                end(allocations, event);
                end(deployments, event);
            }
        }
        long line = 0;
        for (NomadEvent event : frame.events()) {
            if (event.topic().equals(Topic.ALLOCATION) || event.topic().equals(Topic.EVALUATION)) {
                line = Math.max(line, object(event).path("ModifyTime").asLong());
            }
        }
        latest = Math.max(latest, line);
        for (NomadEvent event : frame.events()) {
            if (event.topic().equals(Topic.ALLOCATION)) {
                latestAllocation =
                        Math.max(latestAllocation, object(event).path("ModifyTime").asLong());
                add(allocations, event, line);
            } else if (event.topic().equals(Topic.DEPLOYMENT)) {
                add(deployments, event, line);
            }
        }
    }

    private void add(Map<String, List<Sighting>> objects, NomadEvent event, long line) {
        JsonNode object = object(event);
        objects.computeIfAbsent(object.get("ID").asText(), id -> new ArrayList<>())
                .add(new Sighting(object, event.type(), event.index(), line, latest));
    }

    private void end(Map<String, List<Sighting>> objects, NomadEvent job) {
        for (List<Sighting> sightings : objects.values()) {
            Sighting first = sightings.get(0);
            if (first.text("Namespace").equals(job.namespace())
                    && first.text("JobID").equals(job.key())) {
                sightings.add(new Sighting(null, job.type(), job.index(), 0, latestAllocation));
            }
        }
    }

    private static boolean deletes(NomadEvent event) {
        if (payload(event).path("Deleted").asBoolean()) {
            return true;
        }
        boolean deregisters =
                event.type().equals("JobDeregistered")
                        || event.type().equals("JobBatchDeregistered");
        return deregisters
                && object(event).path("ModifyIndex").asLong(event.index()) < event.index();
    }

    private static JsonNode object(NomadEvent event) {
        for (JsonNode member : payload(event)) {
            if (member.isObject()) {
                return member;
            }
        }
        return JSON.createObjectNode();
    }

    private static JsonNode payload(NomadEvent event) {
        try {
            return JSON.readTree(event.payloadJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
