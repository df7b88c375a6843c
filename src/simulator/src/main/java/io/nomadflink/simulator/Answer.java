package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What an endpoint found.
 *
 * @param body the JSON, null for a 404
 * @param index the {@code X-Nomad-Index}
 * @param nextToken the {@code X-Nomad-NextToken}, empty without one
 */
record Answer(JsonNode body, long index, String nextToken) {

    static Answer of(JsonNode body, long index) {
        return new Answer(body, index, "");
    }

    static Answer page(Page page, long index) {
        return new Answer(page.items(), index, page.nextToken());
    }

    /** An object with its own ModifyIndex, or a 404 with the table's index. */
    static Answer object(JsonNode object, long tableIndex) {
        return object == null
                ? new Answer(null, tableIndex, "")
                : of(object, object.path("ModifyIndex").asLong(tableIndex));
    }

    static Answer list(Iterable<? extends JsonNode> items, long index) {
        ArrayNode array = Json.array();
        items.forEach(array::add);
        return of(array, index);
    }
}
