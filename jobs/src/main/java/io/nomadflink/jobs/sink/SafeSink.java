package io.nomadflink.jobs.sink;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JDBC sink that can be closed whatever the state of its database.
 *
 * <p>The connector's writer flushes when it is closed and throws when that fails; Flink calls it
 * while it handles the failure of the task, takes the second exception for fatal and ends the
 * TaskManager. What is unwritten then comes again from the checkpoint.
 */
record SafeSink<T>(JdbcSink<T> inner, PatientConnections connections) implements Sink<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SafeSink.class);

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        SinkWriter<T> writer = inner.createWriter(context);
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context at) throws IOException, InterruptedException {
                writer.write(element, at);
            }

            @Override
            public void flush(boolean endOfInput) throws IOException, InterruptedException {
                writer.flush(endOfInput);
            }

            @Override
            public void close() {
                connections.stop();
                try {
                    writer.close();
                } catch (Exception e) {
                    LOG.debug("Closing a writer failed", e);
                }
            }
        };
    }
}
