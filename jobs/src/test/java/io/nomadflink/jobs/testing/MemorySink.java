package io.nomadflink.jobs.testing;

import io.nomadflink.jobs.sink.ResultSink;
import io.nomadflink.jobs.sink.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/** Tables in memory with the meaning of an upsert; for jobs that run in the same process. */
public final class MemorySink implements ResultSink {
    private static final long serialVersionUID = 1L;
    private static final Map<String, Map<Row, Row>> TABLES = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        rows.keyBy(row -> key(table, row).toString()).sinkTo(new Upserts(id, table)).uid(uid);
    }

    @Override
    public String describe() {
        return "memory";
    }

    public Set<Row> rows(Table table) {
        return new HashSet<>(TABLES.getOrDefault(id + table.name(), Map.of()).values());
    }

    private static Row key(Table table, Row row) {
        List<Table.Column> columns = table.columns();
        return Row.of(
                IntStream.range(0, columns.size())
                        .filter(i -> columns.get(i).isKey())
                        .mapToObj(row::getField)
                        .toArray());
    }

    private record Upserts(String id, Table table) implements Sink<Row> {
        @Override
        public SinkWriter<Row> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Row row, Context at) {
                    TABLES.computeIfAbsent(id + table.name(), name -> new ConcurrentHashMap<>())
                            .put(key(table, row), row);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
