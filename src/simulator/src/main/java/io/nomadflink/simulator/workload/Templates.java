package io.nomadflink.simulator.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Objects as Nomad 2.0.5 prints them, with all their fields, to be filled in. */
final class Templates {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, ObjectNode> LOADED = new ConcurrentHashMap<>();

    private Templates() {}

    /** A fresh copy of the template with this name. */
    static ObjectNode copy(String name) {
        return LOADED.computeIfAbsent(name, Templates::load).deepCopy();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private static ObjectNode load(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name + ".json")) {
            return (ObjectNode) MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
