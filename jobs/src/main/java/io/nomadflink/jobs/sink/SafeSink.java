package io.nomadflink.jobs.sink;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.types.Row;

/**
 * A JDBC sink that writes each key once in a batch, and can be closed whatever the state of its
 * database.
 *
 * @param batch as that of the inner sink, so that a batch here is one there
 */
record SafeSink(JdbcSink<Row> inner, PatientConnections connections, Table table, int batch)
        implements Sink<Row> {

    @Override
    public SinkWriter<Row> createWriter(WriterInitContext context) throws IOException {
        return new BatchWriter(inner.createWriter(context), connections, table, batch);
    }
}
