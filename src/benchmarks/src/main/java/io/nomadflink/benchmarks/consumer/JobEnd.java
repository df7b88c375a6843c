package io.nomadflink.benchmarks.consumer;

import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;

/** Waits until a job's threads are gone. */
public final class JobEnd {
    private JobEnd() {}

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
