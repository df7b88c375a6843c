package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.committer.FileCommitter;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.RowWiseBucketWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a directory that is away when they are to get their names. */
class PatientFileCommitterTest {
    @TempDir Path root;
    private Path directory;
    private Path aside;
    private FileCommitter flink;
    private CommitRequest<FileSinkCommittable> request;

    @BeforeEach
    void writeAFile() throws IOException {
        directory = Files.createDirectory(root.resolve("table"));
        aside = root.resolve("aside");
        var path = new org.apache.flink.core.fs.Path(directory.toUri());
        RowWiseBucketWriter<String, String> files =
                new RowWiseBucketWriter<>(
                        FileSystem.getLocalFileSystem().createRecoverableWriter(),
                        new SimpleStringEncoder<>());
        InProgressFileWriter<String, String> file =
                files.openNewInProgressFile(
                        "", new org.apache.flink.core.fs.Path(path, "part-0"), 0);
        file.write("row", 0);
        flink = new FileCommitter(files);
        request = new Request(new FileSinkCommittable("", file.closeForCommit()));
    }

    @Test
    void itsFilesGetTheirNamesWhenItIsBack() throws Exception {
        CountDownLatch tried = new CountDownLatch(2);
        CommitRequest<FileSinkCommittable> watched =
                new Request(request.getCommittable()) {
                    @Override
                    public FileSinkCommittable getCommittable() {
                        tried.countDown();
                        return super.getCommittable();
                    }
                };
        Files.move(directory, aside);
        CompletableFuture<Void> commit =
                CompletableFuture.runAsync(() -> commit(Duration.ofSeconds(30), watched));
        assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();
        Files.move(aside, directory);
        commit.get(20, TimeUnit.SECONDS);
        assertThat(directory.resolve("part-0")).hasContent("row");
    }

    @Test
    void itIsAwayTooLong() throws Exception {
        Files.move(directory, aside);
        assertThatThrownBy(() -> commit(Duration.ofMillis(1), request))
                .rootCause()
                .hasMessageContaining("part-0 belongs");
    }

    /** As after a restore from a savepoint whose files were since processed and removed. */
    @Test
    void aFileThatWasRemovedIsNotWaitedFor() throws Exception {
        commit(Duration.ofSeconds(30), request);
        Files.delete(directory.resolve("part-0"));
        commit(Duration.ofSeconds(30), request);
        assertThat(directory).isEmptyDirectory();
    }

    private void commit(Duration patience, CommitRequest<FileSinkCommittable> what) {
        try {
            new PatientFileCommitter(flink, new FilePatience(directory.toString(), patience))
                    .commit(List.of(what));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static class Request implements CommitRequest<FileSinkCommittable> {
        private final FileSinkCommittable committable;

        Request(FileSinkCommittable committable) {
            this.committable = committable;
        }

        @Override
        public FileSinkCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("later");
        }

        @Override
        public void updateAndRetryLater(FileSinkCommittable later) {
            throw new AssertionError("later");
        }

        @Override
        public void signalAlreadyCommitted() {
            throw new AssertionError("already");
        }
    }
}
