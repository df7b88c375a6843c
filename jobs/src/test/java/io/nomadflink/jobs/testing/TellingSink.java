package io.nomadflink.jobs.testing;

import io.nomadflink.jobs.sink.ResultSink;
import io.nomadflink.jobs.sink.Table;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/** Tells {@link HeldLoaders} in which class loader it runs. */
public final class TellingSink implements ResultSink {
    private static final long serialVersionUID = 1L;

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        rows.sinkTo(new Teller()).uid(uid);
    }

    @Override
    public String describe() {
        return "tells its class loader";
    }

    private record Teller() implements Sink<Row> {
        @Override
        public SinkWriter<Row> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Row row, Context at) {
                    HeldLoaders.add(Teller.class.getClassLoader());
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
