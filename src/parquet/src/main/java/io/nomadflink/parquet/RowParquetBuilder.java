package io.nomadflink.parquet;

import java.time.Instant;
import java.util.Map;
import org.apache.flink.types.Row;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Builds writers that take rows, and add when they were written. */
final class RowParquetBuilder extends ParquetWriter.Builder<Row, RowParquetBuilder> {
    private final MessageType schema;
    private final String[] types;

    RowParquetBuilder(OutputFile file, MessageType schema, String[] types) {
        super(file);
        this.schema = schema;
        this.types = types;
    }

    @Override
    protected RowParquetBuilder self() {
        return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration conf) {
        return new RowSupport(schema, types);
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration conf) {
        return new RowSupport(schema, types);
    }

    private static final class RowSupport extends WriteSupport<Row> {
        private final MessageType schema;
        private final String[] types;
        private RecordConsumer out;

        RowSupport(MessageType schema, String[] types) {
            this.schema = schema;
            this.types = types;
        }

        @Override
        public WriteContext init(Configuration conf) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration conf) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(Row row) {
            out.startMessage();
            for (int i = 0; i < types.length; i++) {
                field(i, types[i], row.getField(i));
            }
            field(types.length, "TIME", Instant.now());
            out.endMessage();
        }

        private void field(int at, String type, Object value) {
            if (value == null) {
                return;
            }
            out.startField(schema.getFieldName(at), at);
            switch (type) {
                case "TEXT" -> out.addBinary(Binary.fromString((String) value));
                case "INTEGER" -> out.addLong((Long) value);
                case "REAL" -> out.addDouble((Double) value);
                case "FLAG" -> out.addBoolean((Boolean) value);
                case "TIME" -> out.addLong(((Instant) value).toEpochMilli());
                default -> throw new IllegalArgumentException("a column of type " + type);
            }
            out.endField(schema.getFieldName(at), at);
        }
    }
}
