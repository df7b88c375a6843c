package io.nomadflink.jobs.sink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/**
 * Posts rows as JSON, <code>{"table":"…","rows":[{…}]}</code>, with each checkpoint or when there
 * are many; each row at least once, those of a key in order.
 *
 * <p>Flink's own base for asynchronous sinks keeps no order and does not pause between tries, which
 * a receiver that is away needs; so this one waits for each answer.
 */
record WebhookResultSink(WebhookTarget target) implements ResultSink {

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        rows.keyBy(table::keyOf, table.keyType())
                .sinkTo(new Posts(table, target))
                .setParallelism(1)
                .name(table.name() + " to " + describe())
                .uid(uid);
    }

    @Override
    public String describe() {
        return target.toString();
    }

    private record Posts(Table table, WebhookTarget target) implements Sink<Row> {
        @Override
        public SinkWriter<Row> createWriter(WriterInitContext context) {
            return new WebhookWriter(table, target);
        }
    }
}
