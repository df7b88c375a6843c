package io.nomadflink.jobs.sink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A directory for each hour, {@code day=2026-01-31/hour=23}, in UTC.
 *
 * @param time of a record; null for that of writing
 */
public record HourBuckets<T>(SerializableFunction<T, Instant> time)
        implements BucketAssigner<T, String> {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'day='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

    /** By the time of writing, so that what comes later stands in a later directory. */
    public static <T> HourBuckets<T> ofWriting() {
        return new HourBuckets<>(record -> null);
    }

    @Override
    public String getBucketId(T record, Context context) {
        Instant own = time.apply(record);
        return HOUR.format(
                own == null ? Instant.ofEpochMilli(context.currentProcessingTime()) : own);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
