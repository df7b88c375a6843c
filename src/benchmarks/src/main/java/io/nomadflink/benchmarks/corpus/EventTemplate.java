package io.nomadflink.benchmarks.corpus;

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

/** An event of an allocation or a deployment as recorded, to be written for other ones. */
public final class EventTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] text;
    private final List<Field> fields;

    /** What differs, with a mark of the same length that stands in its place. */
    private enum Kind {
        ID("aaaaaaaa-0000-4000-8000-aaaaaaaaaaaa"),
        JOB("job-000000"),
        INDEX("1111111111"),
        CREATE_INDEX("1222222222"),
        TIME("1777777777777777777"),
        CREATE_TIME("1788888888888888888");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        private long number() {
            return Long.parseLong(mark);
        }
    }

    private record Field(Kind kind, int offset) {}

    /**
     * What an event tells of.
     *
     * @param id of the object, from which its UUID is made
     * @param index ten digits
     * @param createIndex ten digits
     * @param time ns since the epoch
     */
    public record Occurrence(
            int id, int job, long index, long createIndex, long time, long createTime) {}

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
    public static EventTemplate allocation(Path recording, String type, String status, int size)
            throws IOException {
        return find(recording, type, "Allocation", "ClientStatus", status, size);
    }

    /** The smallest recorded event of a type and status. */
    public static EventTemplate deployment(Path recording, String type, String status)
            throws IOException {
        return find(recording, type, "Deployment", "Status", status, 0);
    }

    private static EventTemplate find(
            Path recording, String type, String topic, String member, String status, int size)
            throws IOException {
        String best = null;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(recording)),
                                StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                for (JsonNode event : JSON.readTree(line).path("Events")) {
                    JsonNode object = event.path("Payload").path(topic);
                    if (event.path("Type").asText().equals(type)
                            && object.path(member).asText().equals(status)) {
                        String text = marked((ObjectNode) event, (ObjectNode) object);
                        best = closer(best, text, size);
                    }
                }
            }
        }
        if (best == null) {
            throw new IOException(recording + " has no " + type + " of a " + status + " " + topic);
        }
        return new EventTemplate(best);
    }

    private static String closer(String best, String text, int size) {
        return best == null || Math.abs(text.length() - size) < Math.abs(best.length() - size)
                ? text
                : best;
    }

    private static String marked(ObjectNode event, ObjectNode object) {
        event.put("Key", Kind.ID.mark)
                .put("Namespace", "default")
                .put("Index", Kind.INDEX.number());
        event.putArray("FilterKeys").add(Kind.JOB.mark);
        object.put("ID", Kind.ID.mark).put("JobID", Kind.JOB.mark).put("Namespace", "default");
        object.put("CreateIndex", Kind.CREATE_INDEX.number());
        object.put("ModifyIndex", Kind.INDEX.number());
        object.put("ModifyTime", Kind.TIME.number());
        object.put("CreateTime", Kind.CREATE_TIME.number());
        if (object.has("TaskGroup")) {
            object.put("Name", Kind.JOB.mark + ".c2m[0]").put("TaskGroup", "c2m");
            object.put("AllocModifyIndex", Kind.INDEX.number());
        }
        return event.toString();
    }

    public int length() {
        return text.length;
    }

    /**
     * @return where it ends
     */
    public int write(byte[] target, int at, Occurrence occurrence) {
        System.arraycopy(text, 0, target, at, text.length);
        for (Field field : fields) {
            int offset = at + field.offset();
            switch (field.kind()) {
                case ID -> Digits.hex(target, offset, occurrence.id() * 0x9E3779B1);
                case JOB -> Digits.decimal(target, offset + 4, 6, occurrence.job());
                case INDEX -> Digits.decimal(target, offset, 10, occurrence.index());
                case CREATE_INDEX -> Digits.decimal(target, offset, 10, occurrence.createIndex());
                case TIME -> Digits.decimal(target, offset, 19, occurrence.time());
                default -> Digits.decimal(target, offset, 19, occurrence.createTime());
            }
        }
        return at + text.length;
    }

    /** The UUID that events of this object have. */
    public static String uuid(int id) {
        return String.format("%08x", id * 0x9E3779B1) + Kind.ID.mark.substring(8);
    }
}
