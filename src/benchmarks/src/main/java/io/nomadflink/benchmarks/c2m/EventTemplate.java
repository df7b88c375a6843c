package io.nomadflink.benchmarks.c2m;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** An allocation's event as recorded, to be written for other allocations. */
final class EventTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "aaaaaaaa-0000-4000-8000-aaaaaaaaaaaa";
    private static final String JOB = "job-000000";
    private static final long INDEX = 1_111_111_111L;
    private static final long CREATE_INDEX = 1_222_222_222L;
    private static final long TIME = 1_777_777_777_777_777_777L;

    private final byte[] text;
    private final List<Field> fields;

    private enum Kind {
        ID(EventTemplate.ID),
        JOB(EventTemplate.JOB),
        INDEX(Long.toString(EventTemplate.INDEX)),
        CREATE_INDEX(Long.toString(EventTemplate.CREATE_INDEX)),
        TIME(Long.toString(EventTemplate.TIME));

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }
    }

    private record Field(Kind kind, int offset) {}

    private EventTemplate(String event) {
        text = event.getBytes(StandardCharsets.UTF_8);
        String bytes = new String(text, StandardCharsets.ISO_8859_1);
        fields = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int at = -1; (at = bytes.indexOf(kind.mark, at + 1)) >= 0; ) {
                fields.add(new Field(kind, at));
            }
        }
    }

    /** The recorded event of a type and client status whose size is next to a wanted one. */
    static EventTemplate find(Path recording, String type, String status, int size)
            throws IOException {
        String best = null;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(recording)),
                                StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                for (JsonNode event : JSON.readTree(line).path("Events")) {
                    JsonNode allocation = event.path("Payload").path("Allocation");
                    if (event.path("Type").asText().equals(type)
                            && allocation.path("ClientStatus").asText().equals(status)) {
                        String text = marked((ObjectNode) event, (ObjectNode) allocation);
                        if (best == null
                                || Math.abs(text.length() - size)
                                        < Math.abs(best.length() - size)) {
                            best = text;
                        }
                    }
                }
            }
        }
        if (best == null) {
            throw new IOException(
                    recording + " has no " + type + " of a " + status + " allocation");
        }
        return new EventTemplate(best);
    }

    private static String marked(ObjectNode event, ObjectNode allocation) {
        event.put("Key", ID).put("Namespace", "default").put("Index", INDEX);
        event.putArray("FilterKeys").add(JOB);
        allocation.put("ID", ID).put("JobID", JOB).put("Namespace", "default");
        allocation.put("Name", JOB + ".c2m[0]").put("TaskGroup", "c2m");
        allocation.put("CreateIndex", CREATE_INDEX).put("ModifyIndex", INDEX);
        allocation.put("AllocModifyIndex", INDEX).put("ModifyTime", TIME);
        allocation.put("CreateTime", TIME);
        return event.toString();
    }

    int length() {
        return text.length;
    }

    /**
     * @return where it ends
     */
    int write(byte[] target, int at, int allocation, int job, long index, long created, long time) {
        System.arraycopy(text, 0, target, at, text.length);
        for (Field field : fields) {
            int offset = at + field.offset();
            switch (field.kind()) {
                case ID -> Digits.hex(target, offset, 8, allocation * 0x9E3779B1);
                case JOB -> Digits.decimal(target, offset + 4, 6, job);
                case INDEX -> Digits.decimal(target, offset, 10, index);
                case CREATE_INDEX -> Digits.decimal(target, offset, 10, created);
                default -> Digits.decimal(target, offset, 19, time);
            }
        }
        return at + text.length;
    }
}
