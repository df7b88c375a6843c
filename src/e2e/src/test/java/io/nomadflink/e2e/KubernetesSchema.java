package io.nomadflink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schema of a custom resource, as a Kubernetes server applies it: unknown members, which the
 * server would drop in silence, count as violations.
 */
final class KubernetesSchema {
    private final JsonNode root;
    private final List<String> violations = new ArrayList<>();

    private KubernetesSchema(JsonNode root) {
        this.root = root;
    }

    /** The one that the Flink Kubernetes Operator brings. */
    static KubernetesSchema ofFlinkDeployment() throws IOException {
        String file = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
        try (InputStream in = KubernetesSchema.class.getResourceAsStream(file)) {
            JsonNode definition = new YAMLMapper().readTree(in);
            return new KubernetesSchema(definition.at("/spec/versions/0/schema/openAPIV3Schema"));
        }
    }

    List<String> violations(JsonNode resource) {
        violations.clear();
        object(root.get("properties").get("spec"), resource.get("spec"), "spec");
        return List.copyOf(violations);
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            violations.add(at + " is " + value + ", which is none of the allowed values");
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            require(value.isTextual() || value.isInt(), at, "text or integer", value);
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(schema, value, at);
            case "array" -> array(schema, value, at);
            case "string" -> require(value.isTextual(), at, "text", value);
            case "integer" -> require(value.isIntegralNumber(), at, "an integer", value);
            case "number" -> require(value.isNumber(), at, "a number", value);
            case "boolean" -> require(value.isBoolean(), at, "true or false", value);
            default -> {}
        }
    }

    private void object(JsonNode schema, JsonNode value, String at) {
        require(value.isObject(), at, "an object", value);
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode known = schema.path("properties").path(member.getKey());
            JsonNode any = schema.path("additionalProperties");
            String name = at + "." + member.getKey();
            if (known.isObject()) {
                check(known, member.getValue(), name);
            } else if (any.isObject()) {
                check(any, member.getValue(), name);
            } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                violations.add(name + " is unknown");
            }
        }
        for (JsonNode needed : schema.path("required")) {
            require(value.has(needed.asText()), at + "." + needed.asText(), "there", null);
        }
    }

    private void array(JsonNode schema, JsonNode value, String at) {
        require(value.isArray(), at, "a list", value);
        for (int i = 0; i < value.size(); i++) {
            check(schema.get("items"), value.get(i), at + "[" + i + "]");
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void require(boolean condition, String at, String what, JsonNode value) {
        if (!condition) {
            violations.add(at + " is not " + what + ": " + value);
        }
    }
}
