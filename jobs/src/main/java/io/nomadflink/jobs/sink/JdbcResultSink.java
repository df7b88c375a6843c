package io.nomadflink.jobs.sink;

import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.types.Row;

/**
 * Upserts into a database: rows are keyed by primary key before, so that the newest of a key is
 * written last, and alone in its batch.
 */
record JdbcResultSink(Database database) implements ResultSink {
    private static final int BATCH = 500;

    /** The connector pauses 1 s, 2 s, … between them, also when an error is there to stay. */
    private static final int FEW_RETRIES = 3;

    private static final int MANY_RETRIES = 30;

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        DataStreamSink<Row> sink =
                rows.keyBy(table::keyOf, table.keyType())
                        .sinkTo(sink(table))
                        .name(table.name() + " to " + describe())
                        .uid(uid);
        if (database.dialect() == Dialect.SQLITE) {
            sink.setParallelism(1);
        }
    }

    private SafeSink sink(Table table) {
        PatientConnections connections = new PatientConnections(database, table);
        JdbcSink<Row> sink =
                JdbcSink.<Row>builder()
                        .withQueryStatement(Sql.upsert(table), binder(table, database.dialect()))
                        .withExecutionOptions(options())
                        .buildAtLeastOnce(connections);
        return new SafeSink(sink, connections, table, BATCH);
    }

    private static JdbcStatementBuilder<Row> binder(Table table, Dialect dialect) {
        return (statement, row) -> {
            for (int i = 0; i < table.columns().size(); i++) {
                dialect.bind(statement, i + 1, table.columns().get(i).type(), row.getField(i));
            }
        };
    }

    private JdbcExecutionOptions options() {
        return JdbcExecutionOptions.builder()
                .withBatchSize(BATCH)
                .withBatchIntervalMs(0)
                .withMaxRetries(retries())
                .build();
    }

    /**
     * Waiting for a connection is patient by itself; waiting for a lock of SQLite takes a try each
     * time.
     */
    private int retries() {
        if (database.dialect() != Dialect.SQLITE) {
            return FEW_RETRIES;
        }
        long waits = database.patience().dividedBy(database.busyTimeout());
        return Math.max(FEW_RETRIES, (int) Math.min(waits, MANY_RETRIES));
    }

    @Override
    public String describe() {
        return database.url();
    }
}
