package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * One object of the server's state.
 *
 * @param topic the topic its events have
 * @param json the object as its last event showed it
 */
public record SimulatedObject(String topic, JsonNode json) {

    static void remove(Tables tables, long index, Predicate<SimulatedObject> which) {
        for (Table table : Table.values()) {
            if (table != Table.NAMESPACES) {
                tables.remove(
                        table, index, row -> which.test(new SimulatedObject(table.topic(), row)));
            }
        }
    }
}
