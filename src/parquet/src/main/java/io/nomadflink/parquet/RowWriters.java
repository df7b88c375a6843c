package io.nomadflink.parquet;

import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.flink.types.Row;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Makes writers of rows; called by the jobs by its name. */
public final class RowWriters {
    private static final String WRITTEN_AT = "written_at";

    private RowWriters() {}

    /**
     * @param types of the columns: TEXT, INTEGER, REAL, FLAG or TIME
     */
    public static BulkWriter.Factory<Row> of(String table, String[] names, String[] types) {
        return new ParquetWriterFactory<>(
                out ->
                        new RowParquetBuilder(out, schema(table, names, types), types)
                                .withCompressionCodec(CompressionCodecName.GZIP)
                                .build());
    }

    static MessageType schema(String table, String[] names, String[] types) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (int i = 0; i < names.length; i++) {
            add(schema, types[i], names[i]);
        }
        add(schema, "TIME", WRITTEN_AT);
        return schema.named(table);
    }

    private static void add(Types.MessageTypeBuilder schema, String type, String name) {
        switch (type) {
            case "TEXT" ->
                    schema.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(name);
            case "INTEGER" -> schema.optional(PrimitiveTypeName.INT64).named(name);
            case "REAL" -> schema.optional(PrimitiveTypeName.DOUBLE).named(name);
            case "FLAG" -> schema.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case "TIME" ->
                    schema.optional(PrimitiveTypeName.INT64)
                            .as(
                                    LogicalTypeAnnotation.timestampType(
                                            true, LogicalTypeAnnotation.TimeUnit.MILLIS))
                            .named(name);
            default -> throw new IllegalArgumentException("a column of type " + type);
        }
    }
}
