package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The documented JSON Schema of rows is that of the tables. To write it anew after a change of the
 * tables: {@code -Dupdate.documentation=true}.
 */
class ResultRowsSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCUMENTED =
            Path.of(System.getProperty("recordings"))
                    .resolveSibling("docs/result-rows.schema.json");

    @Test
    void isDocumented() throws Exception {
        if (Boolean.getBoolean("update.documentation")) {
            Files.writeString(
                    DOCUMENTED,
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema()) + "\n");
        }
        assertThat(JSON.readTree(DOCUMENTED.toFile())).isEqualTo(schema());
    }

    @Test
    void rowsHaveTheMembersAndTypesOfTheSchema() throws Exception {
        for (Table table : Tables.ALL) {
            Object[] values =
                    table.columns().stream().map(c -> example(c.type())).toArray(Object[]::new);
            JsonNode row = JSON.readTree(new RowJson(table).value(table.row(values)));
            JsonNode properties = schema().at("/$defs/" + table.name() + "/properties");
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(() -> properties.fieldNames());
            row.properties()
                    .forEach(
                            member ->
                                    assertThat(typesOf(properties.get(member.getKey())))
                                            .contains(typeOf(member.getValue())));
        }
    }

    private static Object example(ColumnType type) {
        return switch (type) {
            case TEXT -> "x";
            case INTEGER -> 1L;
            case REAL -> 0.5;
            case FLAG -> true;
            case TIME -> Instant.EPOCH;
        };
    }

    private static String typeOf(JsonNode value) {
        if (value.isIntegralNumber()) {
            return "integer";
        }
        return value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "string";
    }

    private static List<String> typesOf(JsonNode property) {
        JsonNode type = property.get("type");
        return type.isArray()
                ? JSON.convertValue(
                        type,
                        JSON.getTypeFactory().constructCollectionType(List.class, String.class))
                : List.of(type.asText());
    }

    private static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Rows of the result tables as JSON");
        schema.put(
                "description",
                "Values of Kafka records, lines of files (which have written_at on top) and rows of webhooks."
                        + " x-key: the primary key; keys of Kafka records are objects of these members."
                        + " Times are RFC 3339 in UTC, to the millisecond.");
        ObjectNode tables = schema.putObject("$defs");
        for (Table table : Tables.ALL) {
            ObjectNode object = tables.putObject(table.name());
            object.put("type", "object");
            ArrayNode key = object.putArray("x-key");
            table.key().forEach(key::add);
            ObjectNode properties = object.putObject("properties");
            ArrayNode required = object.putArray("required");
            for (Table.Column column : table.columns()) {
                property(properties.putObject(column.name()), column);
                required.add(column.name());
            }
        }
        return schema;
    }

    private static void property(ObjectNode property, Table.Column column) {
        String type =
                switch (column.type()) {
                    case TEXT, TIME -> "string";
                    case INTEGER -> "integer";
                    case REAL -> "number";
                    case FLAG -> "boolean";
                };
        if (column.isKey()) {
            property.put("type", type);
        } else {
            property.putArray("type").add(type).add("null");
        }
        if (column.type() == ColumnType.TIME) {
            property.put("format", "date-time");
        }
    }
}
