package io.nomadflink.jobs.sink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic for each table, {@code PREFIX.TABLE}: the value a row as JSON, the key its primary key as
 * JSON. A later record of a key replaces the earlier, so the topics may be compacted.
 */
record KafkaResultSink(KafkaTarget target) implements ResultSink {

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        rows.keyBy(table::keyOf, table.keyType())
                .sinkTo(target.sink(new Records(target.topic(table.name()), table), uid))
                .name(table.name() + " to " + describe())
                .uid(uid);
    }

    @Override
    public String describe() {
        return target.toString();
    }

    private record Records(String topic, Table table)
            implements KafkaRecordSerializationSchema<Row> {
        private static final byte[] JSON = "application/json".getBytes(StandardCharsets.US_ASCII);

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Row row, KafkaSinkContext context, Long time) {
            RowJson json = new RowJson(table);
            ProducerRecord<byte[], byte[]> sent =
                    new ProducerRecord<>(topic, json.key(row), json.value(row));
            sent.headers().add("content-type", JSON);
            return sent;
        }
    }
}
