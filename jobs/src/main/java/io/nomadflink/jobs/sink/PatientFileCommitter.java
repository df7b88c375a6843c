package io.nomadflink.jobs.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Gives files their final names while their directory is there, and else waits for it: the
 * connector takes a file that it cannot find for one that was given its name before, and so passes
 * over all files of a directory that is away (Flink 2.3, LocalRecoverableFsDataOutputStream).
 */
record PatientFileCommitter(Committer<FileSinkCommittable> inner, FilePatience patience)
        implements Committer<FileSinkCommittable> {

    @Override
    public void commit(Collection<CommitRequest<FileSinkCommittable>> requests)
            throws IOException, InterruptedException {
        for (CommitRequest<FileSinkCommittable> request : requests) {
            patience.untilDone(() -> commit(request));
        }
    }

    private void commit(CommitRequest<FileSinkCommittable> request)
            throws IOException, InterruptedException {
        requireDirectory(request.getCommittable());
        inner.commit(List.of(request));
        requireDirectory(request.getCommittable());
    }

    private static void requireDirectory(FileSinkCommittable committable) throws IOException {
        Path file = committable.hasPendingFile() ? committable.getPendingFile().getPath() : null;
        if (file == null) {
            return;
        }
        FileSystem files = file.getFileSystem();
        boolean mounted = !files.isDistributedFS();
        if (mounted && !files.exists(file.getParent())) {
            throw new FileNotFoundException(
                    file.getParent()
                            + " is away, where "
                            + file.getName()
                            + " belongs; if it was removed on purpose, make it again");
        }
    }

    @Override
    public void close() throws Exception {
        inner.close();
    }
}
