package io.nomadflink.benchmarks.consumer;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** Ends jobs, and waits until their threads are gone. */
public final class JobEnd {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MS = 100;

    private JobEnd() {}

    /**
     * After it every row is in the database. Flink refuses until all tasks run, so it is asked
     * again.
     */
    public static void stopWithSavepoint(JobClient job, Path directory)
            throws InterruptedException, ExecutionException {
        String target = directory.resolve("savepoints").toUri().toString();
        for (int attempt = 1; ; attempt++) {
            try {
                job.stopWithSavepoint(false, target, SavepointFormatType.NATIVE).get();
                return;
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    public static void await(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            if (!String.valueOf(e.getCause()).contains("cancelled")) {
                throw new IllegalStateException("the job failed", e);
            }
        }
    }
}
