package io.nomadflink.jobs.sink;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * A directory for files, {@code files:DIR[?format=jsonl]}, and how to write there. Files are
 * complete, and get their final name, with a checkpoint.
 *
 * @param directory a path that all TaskManagers see, or a URI of one of Flink's file systems
 * @param patience how long it may not be writable before the job fails
 */
public record FilesTarget(String directory, FileFormat format, Duration patience)
        implements Serializable {
    private static final String SCHEME = "files:";

    public static boolean matches(String spec) {
        return spec.startsWith(SCHEME) && spec.length() > SCHEME.length();
    }

    /**
     * @throws IllegalArgumentException naming what is wrong
     */
    public static FilesTarget parse(String spec, Duration patience) {
        SinkQuery query = SinkQuery.parse(spec.substring(SCHEME.length()), Set.of("format"));
        return new FilesTarget(
                absolute(query.target()), FileFormat.of(query.text("format")), patience);
    }

    private static String absolute(String directory) {
        return directory.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                ? URI.create(directory).toString()
                : Path.of(directory).toAbsolutePath().normalize().toUri().toString();
    }

    /** A sink that appends records to files of a directory below this one. */
    public <T> Sink<T> sink(
            String below, String suffix, Encoder<T> encoder, BucketAssigner<T, String> buckets) {
        FileSink<T> files =
                FileSink.forRowFormat(path(below), encoder)
                        .withBucketAssigner(buckets)
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .withOutputFileConfig(
                                OutputFileConfig.builder().withPartSuffix(suffix).build())
                        .build();
        return new PatientFileSink<>(files, patience(below));
    }

    /** Of the sink that writes below this directory. */
    FilePatience patience(String below) {
        return new FilePatience(path(below).toUri().toString(), patience);
    }

    org.apache.flink.core.fs.Path path(String below) {
        org.apache.flink.core.fs.Path root = new org.apache.flink.core.fs.Path(directory);
        return below.isEmpty() ? root : new org.apache.flink.core.fs.Path(root, below);
    }

    @Override
    public String toString() {
        return SCHEME + directory;
    }
}
