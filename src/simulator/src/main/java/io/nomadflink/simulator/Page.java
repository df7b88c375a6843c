package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One page of a list.
 *
 * @param items its objects in their list shape
 * @param nextToken where the next page begins, empty on the last one
 */
record Page(ArrayNode items, String nextToken) {

    /** The page that a request's namespace, prefix, order, token and size ask for. */
    static Page of(Tables tables, Table table, Query query, Predicate<String> readable)
            throws BadRequest {
        boolean reverse = query.isTrue("reverse");
        TreeMap<PageKey, JsonNode> found =
                new TreeMap<>(reverse ? Comparator.<PageKey>reverseOrder() : null);
        for (JsonNode row : tables.rows(table)) {
            if (wanted(table, row, query, readable)) {
                found.put(table.pageKey(row), row);
            }
        }
        return cut(new Stubs(tables, query), table, from(found, table, query), query);
    }

    private static boolean wanted(
            Table table, JsonNode row, Query query, Predicate<String> readable) {
        String namespace = Json.text(row, "Namespace");
        boolean visible =
                namespace.isEmpty()
                        || (query.namespace().equals("*")
                                ? readable.test(namespace)
                                : query.namespace().equals(namespace));
        return visible && table.id(row).startsWith(query.first("prefix", ""));
    }

    private static Map<PageKey, JsonNode> from(
            TreeMap<PageKey, JsonNode> found, Table table, Query query) {
        String token = query.first("next_token", "");
        return token.isEmpty() ? found : found.tailMap(PageKey.parse(table, token), true);
    }

    private static Page cut(Stubs stubs, Table table, Map<PageKey, JsonNode> found, Query query)
            throws BadRequest {
        int size = size(query);
        ArrayNode items = Json.array();
        for (Map.Entry<PageKey, JsonNode> entry : found.entrySet()) {
            if (items.size() == size) {
                return new Page(items, entry.getKey().token());
            }
            items.add(stubs.of(table, entry.getValue()));
        }
        return new Page(items, "");
    }

    private static int size(Query query) throws BadRequest {
        try {
            int size = Integer.parseInt(query.first("per_page", "0"));
            return size == 0 ? Integer.MAX_VALUE : size;
        } catch (NumberFormatException e) {
            throw new BadRequest("Invalid per_page");
        }
    }
}
