package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.types.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands batches to the connector's writer in which each key stands once, with its newest row: with
 * {@code reWriteBatchedInserts} PostgreSQL takes a batch for one statement, which must not touch a
 * row twice (SQLSTATE 21000).
 *
 * <p>The connector's writer flushes when it is closed and throws when that fails; Flink calls it
 * while it handles the failure of the task, takes the second exception for fatal and ends the
 * TaskManager. So this one swallows it; what is unwritten then comes again from the checkpoint.
 */
final class BatchWriter implements SinkWriter<Row> {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final SinkWriter<Row> inner;
    private final PatientConnections connections;
    private final Table table;
    private final int size;
    private final Map<Row, Row> newest = new LinkedHashMap<>();
    private Context context;

    BatchWriter(SinkWriter<Row> inner, PatientConnections connections, Table table, int size) {
        this.inner = inner;
        this.connections = connections;
        this.table = table;
        this.size = size;
    }

    @Override
    public void write(Row row, Context at) throws IOException, InterruptedException {
        context = at;
        newest.put(table.keyOf(row), row);
        if (newest.size() >= size) {
            handOver();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        handOver();
        inner.flush(endOfInput);
    }

    private void handOver() throws IOException, InterruptedException {
        for (Row row : newest.values()) {
            inner.write(row, context);
        }
        newest.clear();
    }

    @Override
    public void close() {
        connections.stop();
        try {
            inner.close();
        } catch (Exception e) {
            LOG.debug("Closing a writer failed", e);
        }
    }
}
