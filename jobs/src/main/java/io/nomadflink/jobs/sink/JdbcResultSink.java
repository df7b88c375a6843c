package io.nomadflink.jobs.sink;

import java.time.Duration;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.types.Row;

/**
 * Upserts into a database: rows are keyed by primary key before, so that the newest of a key is
 * written last.
 */
record JdbcResultSink(Database database) implements ResultSink {
    private static final int BATCH = 500;

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

    private SafeSink<Row> sink(Table table) {
        PatientConnections connections = new PatientConnections(database, table);
        JdbcSink<Row> sink =
                JdbcSink.<Row>builder()
                        .withQueryStatement(Sql.upsert(table), binder(table, database.dialect()))
                        .withExecutionOptions(options())
                        .buildAtLeastOnce(connections);
        return new SafeSink<>(sink, connections);
    }

    private static JdbcStatementBuilder<Row> binder(Table table, Dialect dialect) {
        return (statement, row) -> {
            for (int i = 0; i < table.columns().size(); i++) {
                dialect.bind(statement, i + 1, table.columns().get(i).type(), row.getField(i));
            }
        };
    }

    /**
     * The connector pauses 1 s, 2 s, … between its tries, so a few of them last as long as the
     * patience.
     */
    private JdbcExecutionOptions options() {
        Duration each =
                database.dialect() == Dialect.SQLITE
                        ? database.busyTimeout()
                        : Duration.ofSeconds(5);
        long tries = 3 + database.patience().dividedBy(each.plusSeconds(1));
        return JdbcExecutionOptions.builder()
                .withBatchSize(BATCH)
                .withBatchIntervalMs(0)
                .withMaxRetries((int) Math.min(tries, 100))
                .build();
    }

    @Override
    public String describe() {
        return database.url();
    }
}
