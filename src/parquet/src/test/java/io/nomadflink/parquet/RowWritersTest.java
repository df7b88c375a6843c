package io.nomadflink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.types.Row;
import org.apache.flink.util.InstantiationUtil;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back by Parquet's own reader. */
class RowWritersTest {
    private static final String[] NAMES = {"job", "failed", "rate", "exact", "at"};
    private static final String[] TYPES = {"TEXT", "INTEGER", "REAL", "FLAG", "TIME"};

    @TempDir Path directory;

    @Test
    void rowsComeBack() throws Exception {
        Path file = directory.resolve("rows.parquet");
        Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
        BulkWriter.Factory<Row> factory =
                InstantiationUtil.clone((BulkWriter.Factory<Row>) RowWriters.of("t", NAMES, TYPES));
        try (FSDataOutputStream out =
                FileSystem.getLocalFileSystem()
                        .create(
                                new org.apache.flink.core.fs.Path(file.toUri()),
                                FileSystem.WriteMode.OVERWRITE)) {
            BulkWriter<Row> writer = factory.create(out);
            writer.addElement(Row.of("wéb", 3L, 0.5, true, at));
            writer.addElement(Row.of("empty", null, null, null, null));
            writer.finish();
        }
        try (ParquetFileReader reader =
                ParquetFileReader.open(
                        new LocalInputFile(file),
                        ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            MessageType schema = reader.getFileMetaData().getSchema();
            PageReadStore pages = reader.readNextRowGroup();
            assertThat(pages.getRowCount()).isEqualTo(2);
            RecordReader<Group> records =
                    new ColumnIOFactory()
                            .getColumnIO(schema)
                            .getRecordReader(pages, new GroupRecordConverter(schema));
            Group first = records.read();
            assertThat(first.getString("job", 0)).isEqualTo("wéb");
            assertThat(first.getLong("failed", 0)).isEqualTo(3);
            assertThat(first.getDouble("rate", 0)).isEqualTo(0.5);
            assertThat(first.getBoolean("exact", 0)).isTrue();
            assertThat(first.getLong("at", 0)).isEqualTo(at.toEpochMilli());
            assertThat(first.getLong("written_at", 0))
                    .isBetween(at.toEpochMilli(), System.currentTimeMillis());
            Group second = records.read();
            assertThat(second.getString("job", 0)).isEqualTo("empty");
            assertThat(second.getFieldRepetitionCount("failed")).isZero();
        }
    }
}
