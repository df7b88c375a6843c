package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/**
 * A directory for each table, and in it one for the hour of a row's own time: files only grow, so a
 * row that changes is there several times, and {@code written_at} tells the newest.
 */
record FilesResultSink(FilesTarget target) implements ResultSink {

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        rows.keyBy(table::keyOf, table.keyType())
                .sinkTo(sink(table))
                .name(table.name() + " to " + describe())
                .uid(uid);
    }

    private Sink<Row> sink(Table table) {
        HourBuckets<Row> hours = new HourBuckets<>(row -> timeOf(table, row));
        return switch (target.format()) {
            case JSONL -> target.sink(table.name(), ".jsonl", new Lines(table), hours);
            case PARQUET -> ParquetFiles.sink(target, table, hours);
        };
    }

    /** The first moment of a row: the begin of its window, of its deployment, of its gap. */
    static Instant timeOf(Table table, Row row) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).type() == ColumnType.TIME && row.getField(i) != null) {
                return (Instant) row.getField(i);
            }
        }
        return null;
    }

    @Override
    public String describe() {
        return target.toString();
    }

    private record Lines(Table table) implements Encoder<Row> {
        @Override
        public void encode(Row row, OutputStream out) throws IOException {
            out.write(new RowJson(table).value(row, Instant.now()));
            out.write('\n');
        }
    }
}
