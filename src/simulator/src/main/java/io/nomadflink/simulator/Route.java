package io.nomadflink.simulator;

/**
 * One kind of path: the table whose index it shows and how it is answered.
 *
 * @param table the table for {@code X-Nomad-Index} and blocking queries, null for none
 * @param needsNodes whether it needs {@code node:read}
 * @param handler makes the answer
 */
record Route(Table table, boolean needsNodes, Handler handler) {

    Route(Table table, Handler handler) {
        this(table, table == Table.NODES, handler);
    }

    /** Makes the answer with the server's lock held. */
    interface Handler {
        Answer answer(Read read) throws BadRequest;
    }
}
