package io.nomadflink.jobs.sink;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.PrintSink;
import org.apache.flink.types.Row;

/** Writes rows to standard output, one a line. */
record PrintResultSink() implements ResultSink {

    @Override
    public void attach(Table table, DataStream<Row> rows, String uid) {
        rows.map(row -> text(table, row))
                .returns(Types.STRING)
                .name(table.name() + " as text")
                .uid(uid + "-text")
                .sinkTo(new PrintSink<>())
                .name(table.name() + " to standard output")
                .uid(uid);
    }

    private static String text(Table table, Row row) {
        return IntStream.range(0, table.columns().size())
                .mapToObj(i -> table.columns().get(i).name() + "=" + row.getField(i))
                .collect(Collectors.joining(" ", table.name() + " ", ""));
    }

    @Override
    public String describe() {
        return "standard output";
    }
}
