package io.nomadflink.simulator;

/**
 * One read of the state tables.
 *
 * @param tables the leader's tables, or with {@code stale} the server's own
 * @param query the request's parameters
 * @param token who asks
 * @param server the server asked
 */
record Read(Tables tables, Query query, AccessToken token, Server server) {

    long index(Table table) {
        return tables.index(table);
    }

    boolean visible(String namespace) {
        return query.namespace().equals("*")
                ? token.reads(namespace)
                : query.namespace().equals(namespace);
    }
}
