package io.nomadflink.connector.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nomadflink.connector.event.Inventory.JobName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** An inventory in a {@link CapturedLine}. */
final class CapturedInventory {
    private static final JsonFactory JSON = new JsonFactory();

    private CapturedInventory() {}

    /** All members of the line behind its time. */
    static void write(Inventory inventory, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("Inventory");
        json.writeStringField("Namespace", inventory.namespace());
        json.writeNumberField("After", inventory.after());
        json.writeArrayFieldStart("Jobs");
        for (Map.Entry<JobName, Long> job : inventory.jobs().entrySet()) {
            json.writeStartObject();
            json.writeStringField("Namespace", job.getKey().namespace());
            json.writeStringField("ID", job.getKey().id());
            json.writeNumberField("CreateIndex", job.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeNumberField("Index", inventory.after());
        json.writeArrayFieldStart("Events");
        json.writeEndArray();
    }

    static Inventory read(byte[] line, int offset) throws MalformedFrameException {
        String namespace = null;
        long after = -1;
        Map<JobName, Long> jobs = new HashMap<>();
        try (JsonParser json = JSON.createParser(line, offset, line.length - offset)) {
            json.nextToken();
            for (String name; (name = json.nextFieldName()) != null; ) {
                switch (name) {
                    case "Namespace" -> namespace = json.nextTextValue();
                    case "After" -> after = json.nextLongValue(-1);
                    case "Jobs" -> jobs(json, jobs);
                    default -> skip(json);
                }
            }
        } catch (IOException e) {
            throw unreadable();
        }
        if (namespace == null || after < 0) {
            throw unreadable();
        }
        return new Inventory(namespace, jobs, after);
    }

    private static void jobs(JsonParser json, Map<JobName, Long> jobs) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String namespace = "";
            String id = "";
            long created = 0;
            for (String name; (name = json.nextFieldName()) != null; ) {
                switch (name) {
                    case "Namespace" -> namespace = json.nextTextValue();
                    case "ID" -> id = json.nextTextValue();
                    case "CreateIndex" -> created = json.nextLongValue(0);
                    default -> skip(json);
                }
            }
            jobs.put(new JobName(namespace, id), created);
        }
    }

    private static void skip(JsonParser json) throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    private static MalformedFrameException unreadable() {
        return new MalformedFrameException("a line tells of jobs, but not of which");
    }
}
