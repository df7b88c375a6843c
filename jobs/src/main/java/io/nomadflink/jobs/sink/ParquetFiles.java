package io.nomadflink.jobs.sink;

import java.lang.reflect.InvocationTargetException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.types.Row;

/**
 * Rows as Parquet, by a jar of its own: its writers take 10 MB that few need. The jar knows nothing
 * of this one, as it may stand in a cluster's {@code lib}, which cannot see a job's classes.
 */
final class ParquetFiles {
    private static final String WRITERS = "io.nomadflink.parquet.RowWriters";

    private ParquetFiles() {}

    static Sink<Row> sink(FilesTarget target, Table table, BucketAssigner<Row, String> buckets) {
        FileSink<Row> files =
                FileSink.forBulkFormat(target.path(table.name()), writers(table))
                        .withBucketAssigner(buckets)
                        .withOutputFileConfig(
                                OutputFileConfig.builder().withPartSuffix(".parquet").build())
                        .build();
        return new PatientFileSink<>(files, target.patience(table.name()));
    }

    @SuppressWarnings("unchecked")
    private static BulkWriter.Factory<Row> writers(Table table) {
        String[] names = table.columns().stream().map(Table.Column::name).toArray(String[]::new);
        String[] types = table.columns().stream().map(c -> c.type().name()).toArray(String[]::new);
        try {
            return (BulkWriter.Factory<Row>)
                    Class.forName(WRITERS)
                            .getMethod("of", String.class, String[].class, String[].class)
                            .invoke(null, table.name(), names, types);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "format=parquet needs nomad-flink-parquet.jar beside Flink's jars, in lib/");
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("nomad-flink-parquet.jar is of another version", e);
        }
    }
}
