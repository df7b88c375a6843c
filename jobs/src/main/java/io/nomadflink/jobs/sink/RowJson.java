package io.nomadflink.jobs.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.types.Row;

/**
 * Rows as JSON objects: members in the order of the columns, all of them, null where there is no
 * value, moments as RFC 3339 in UTC to the millisecond.
 */
record RowJson(Table table) implements Serializable {
    /** UTC, always three digits of a second: sorts like the time. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonFactory JSON = new JsonFactory();

    /** What writes the members of one row. */
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** The whole row. */
    byte[] value(Row row) {
        return object(json -> write(json, row, false));
    }

    /** The primary key. */
    byte[] key(Row row) {
        return object(json -> write(json, row, true));
    }

    /** The whole row and when it was written, for places where rows have no order. */
    byte[] value(Row row, Instant writtenAt) {
        return object(
                json -> {
                    write(json, row, false);
                    json.writeStringField("written_at", TIME.format(writtenAt));
                });
    }

    /** Appends the row as an object to a document that is being written. */
    void writeTo(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        write(json, row, false);
        json.writeEndObject();
    }

    static JsonGenerator generator(ByteArrayOutputStream out) throws IOException {
        return JSON.createGenerator(out);
    }

    private static byte[] object(Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(JsonGenerator json, Row row, boolean keyOnly) throws IOException {
        for (int i = 0; i < table.columns().size(); i++) {
            Table.Column column = table.columns().get(i);
            if (column.isKey() || !keyOnly) {
                json.writeFieldName(column.name());
                write(json, column.type(), row.getField(i));
            }
        }
    }

    private static void write(JsonGenerator json, ColumnType type, Object value)
            throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (type) {
            case TEXT -> json.writeString((String) value);
            case INTEGER -> json.writeNumber((Long) value);
            case REAL -> json.writeNumber((Double) value);
            case FLAG -> json.writeBoolean((Boolean) value);
            case TIME -> json.writeString(TIME.format((Instant) value));
            default -> throw new IllegalArgumentException(type.name());
        }
    }
}
