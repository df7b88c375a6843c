package io.nomadflink.jobs.sink;

import java.util.Locale;

/** How rows are written to files. */
enum FileFormat {
    /** A JSON object a line. */
    JSONL,
    /** Apache Parquet, with the classes of {@code nomad-flink-parquet.jar}. */
    PARQUET;

    static FileFormat of(String name) {
        if (name == null) {
            return JSONL;
        }
        for (FileFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format of files is neither jsonl nor parquet");
    }
}
