package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which path reads what. */
final class Routes {

    private static final Map<String, Table> LISTS =
            Map.of(
                    "/v1/jobs", Table.JOBS,
                    "/v1/allocations", Table.ALLOCATIONS,
                    "/v1/evaluations", Table.EVALUATIONS,
                    "/v1/deployments", Table.DEPLOYMENTS,
                    "/v1/nodes", Table.NODES,
                    "/v1/node/pools", Table.NODE_POOLS,
                    "/v1/vars", Table.VARIABLES);

    /** Longer prefixes first. */
    private static final List<Map.Entry<String, Table>> READS =
            List.of(
                    Map.entry("/v1/node/pool/", Table.NODE_POOLS),
                    Map.entry("/v1/node/", Table.NODES),
                    Map.entry("/v1/job/", Table.JOBS),
                    Map.entry("/v1/allocation/", Table.ALLOCATIONS),
                    Map.entry("/v1/evaluation/", Table.EVALUATIONS),
                    Map.entry("/v1/deployment/", Table.DEPLOYMENTS));

    private static final String SERVICE = "/v1/service/";
    private static final String NODE = "/v1/node/";
    private static final String ALLOCATIONS = "/allocations";

    private Routes() {}

    /** The route of a path, null where Nomad has none (or this simulator does not know it). */
    static Route of(String path) {
        if (LISTS.containsKey(path)) {
            return list(LISTS.get(path));
        }
        if (path.startsWith(NODE) && path.endsWith(ALLOCATIONS)) {
            String id = path.substring(NODE.length(), path.length() - ALLOCATIONS.length());
            return new Route(Table.ALLOCATIONS, true, read -> nodeAllocations(read, id));
        }
        if (path.startsWith(SERVICE)) {
            String name = path.substring(SERVICE.length());
            return new Route(Table.SERVICES, read -> service(read, name));
        }
        return switch (path) {
            case "/v1/services" -> new Route(Table.SERVICES, Routes::services);
            case "/v1/volumes" -> new Route(Table.HOST_VOLUMES, Routes::volumes);
            case "/v1/namespaces" -> new Route(Table.NAMESPACES, Routes::namespaces);
            default -> single(path);
        };
    }

    private static Route list(Table table) {
        return new Route(
                table,
                read ->
                        Answer.page(
                                Page.of(read.tables(), table, read.query(), read.token()::reads),
                                read.index(table)));
    }

    private static Route single(String path) {
        return READS.stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .findFirst()
                .map(e -> single(e.getValue(), path.substring(e.getKey().length())))
                .orElse(null);
    }

    private static Route single(Table table, String id) {
        return new Route(
                table,
                read -> {
                    JsonNode row =
                            read.tables().find(table, table.key(read.query().namespace(), id));
                    boolean whole = row != null && table == Table.ALLOCATIONS;
                    return Answer.object(
                            whole ? stubs(read).fullAllocation(row) : row,
                            row == null ? read.tables().ownIndex(table) : read.index(table));
                });
    }

    private static Answer nodeAllocations(Read read, String node) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode allocation : read.tables().rows(Table.ALLOCATIONS)) {
            boolean here = Json.text(allocation, "NodeID").equals(node);
            if (here && read.token().reads(Json.text(allocation, "Namespace"))) {
                found.add(stubs(read).fullAllocation(allocation));
            }
        }
        return Answer.list(found, read.index(Table.ALLOCATIONS));
    }

    private static Answer service(Read read, String name) {
        List<JsonNode> found =
                read.tables().rows(Table.SERVICES).stream()
                        .filter(row -> Json.text(row, "ServiceName").equals(name))
                        .filter(row -> read.visible(Json.text(row, "Namespace")))
                        .toList();
        return Answer.list(found, read.index(Table.SERVICES));
    }

    private static Answer services(Read read) {
        Map<String, Map<String, TreeSet<String>>> found = new TreeMap<>();
        for (JsonNode row : read.tables().rows(Table.SERVICES)) {
            String namespace = Json.text(row, "Namespace");
            if (read.visible(namespace)) {
                TreeSet<String> tags =
                        found.computeIfAbsent(namespace, n -> new TreeMap<>())
                                .computeIfAbsent(
                                        Json.text(row, "ServiceName"), n -> new TreeSet<>());
                row.path("Tags").forEach(tag -> tags.add(tag.asText()));
            }
        }
        List<ObjectNode> namespaces = new ArrayList<>();
        found.forEach((name, services) -> namespaces.add(services(name, services)));
        return Answer.list(namespaces, read.index(Table.SERVICES));
    }

    private static ObjectNode services(String namespace, Map<String, TreeSet<String>> services) {
        ObjectNode row = Json.object().put("Namespace", namespace);
        ArrayNode list = row.putArray("Services");
        services.forEach(
                (name, tags) ->
                        tags.forEach(
                                list.addObject().put("ServiceName", name).putArray("Tags")::add));
        return row;
    }

    private static Answer volumes(Read read) {
        boolean host = read.query().first("type", "").equals("host");
        List<JsonNode> found =
                read.tables().rows(Table.HOST_VOLUMES).stream()
                        .filter(row -> host && read.visible(Json.text(row, "Namespace")))
                        .toList();
        return Answer.list(found, read.index(Table.HOST_VOLUMES));
    }

    private static Answer namespaces(Read read) {
        List<JsonNode> found =
                read.tables().rows(Table.NAMESPACES).stream()
                        .filter(row -> read.token().reads(Json.text(row, "Name")))
                        .filter(
                                row ->
                                        Json.text(row, "Name")
                                                .startsWith(read.query().first("prefix", "")))
                        .toList();
        return Answer.list(found, read.index(Table.NAMESPACES));
    }

    private static Stubs stubs(Read read) {
        return new Stubs(read.tables(), read.query());
    }
}
