package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A file sink that begins only when its directory can be written: a file that could not be written
 * fails the task, which then waits here for the disk to have room again instead of failing once
 * more.
 */
record PatientFileSink<T>(FileSink<T> inner, FilePatience patience)
        implements Sink<T>,
                SupportsWriterState<T, FileWriterBucketState>,
                SupportsCommitter<FileSinkCommittable> {
    /** A disk that takes so much can take a checkpoint's files. */
    private static final byte[] PROBE = new byte[1 << 20];

    @Override
    public StatefulSinkWriter<T, FileWriterBucketState> createWriter(WriterInitContext context)
            throws IOException {
        awaitWritable();
        return inner.createWriter(context);
    }

    @Override
    public StatefulSinkWriter<T, FileWriterBucketState> restoreWriter(
            WriterInitContext context, Collection<FileWriterBucketState> state) throws IOException {
        awaitWritable();
        return inner.restoreWriter(context, state);
    }

    private void awaitWritable() throws IOException {
        try {
            patience.untilDone(this::probe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while files cannot be written");
        }
    }

    private void probe() throws IOException {
        Path file = new Path(patience.directory(), ".probe-" + UUID.randomUUID());
        FileSystem files = file.getFileSystem();
        try (FSDataOutputStream out = files.create(file, FileSystem.WriteMode.OVERWRITE)) {
            out.write(PROBE);
        } finally {
            files.delete(file, false);
        }
    }

    @Override
    public SimpleVersionedSerializer<FileWriterBucketState> getWriterStateSerializer() {
        return inner.getWriterStateSerializer();
    }

    @Override
    public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context)
            throws IOException {
        return new PatientFileCommitter(inner.createCommitter(context), patience);
    }

    @Override
    public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
        return inner.getCommittableSerializer();
    }
}
