package io.nomadflink.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job on Flink inside this process, from start to end: by itself, after a time, or by a signal.
 * It stops with a savepoint, before which every open row is written, so the tables and the state
 * say the same.
 */
final class LocalRun {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

    /** Stopping and, if that fails, cancelling end within 10 s together. */
    private static final Duration STOPPING = Duration.ofSeconds(6);

    private static final Duration CANCELLING = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofMillis(200);

    private final RunSettings settings;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean saving = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean submitting;
    private volatile JobClient job;
    private volatile Path savepoints;
    private volatile boolean stoppedCleanly = true;

    /**
     * @param state where checkpoints stay, or null for a run that begins anew each time
     * @param shape what must be the same in all runs with one state
     * @param stopAfter null for no limit
     */
    record RunSettings(
            Path state,
            String shape,
            int parallelism,
            Duration interval,
            Duration patience,
            Duration stopAfter,
            boolean bounded) {}

    LocalRun(RunSettings settings) {
        this.settings = settings;
    }

    /**
     * @return the exit status
     */
    int run(String name, Consumer<StreamExecutionEnvironment> assembly) throws Exception {
        StopRequest.then(settings.stopAfter(), this::stop);
        if (settings.state() != null) {
            try (StateDirectory state = StateDirectory.open(settings.state())) {
                state.requireShape(settings.shape());
                savepoints = state.savepoints();
                return run(name, assembly, state.directory(), state.claimNewest());
            }
        }
        Path scratch = Files.createTempDirectory("nomad-flink");
        try {
            savepoints = scratch.resolve("savepoints");
            return run(name, assembly, scratch, Optional.empty());
        } finally {
            StateDirectory.delete(scratch);
        }
    }

    private int run(
            String name,
            Consumer<StreamExecutionEnvironment> assembly,
            Path checkpoints,
            Optional<Path> restore)
            throws Exception {
        restore.ifPresent(path -> LOG.info("going on from {}", path));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        settings.parallelism(),
                        LocalConfiguration.of(
                                checkpoints,
                                restore,
                                settings.interval(),
                                settings.patience(),
                                settings.bounded()));
        assembly.accept(env);
        submitting = true;
        try (ReplayProgress progress = new ReplayProgress(System.err, Terminal.isErr())) {
            if (settings.bounded()) {
                progress.start();
            }
            job = env.executeAsync(name);
            if (stopping.get()) {
                stopJob();
            }
            return await();
        }
    }

    private int await() throws InterruptedException, ExecutionException {
        try {
            if (!stopping.get()) {
                job.getJobExecutionResult().get();
            }
        } catch (ExecutionException e) {
            if (!stopping.get()) {
                throw e;
            }
        }
        if (stopping.get()) {
            long limit = STOPPING.plus(CANCELLING).toMillis();
            stoppedCleanly &= stopped.await(limit, TimeUnit.MILLISECONDS);
        }
        return stoppedCleanly ? 0 : UserException.FAILED;
    }

    /** Ends the job, as soon as there is one. */
    void stop() {
        stopping.set(true);
        if (job != null) {
            stopJob();
        } else if (!submitting) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** Stops with a savepoint; if that takes too long because a sink is away, without. */
    private void stopJob() {
        if (!saving.compareAndSet(false, true)) {
            return;
        }
        try {
            stopWithSavepoint(System.nanoTime() + STOPPING.toNanos());
        } catch (IOException | ExecutionException | TimeoutException e) {
            giveUp(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped.countDown();
    }

    /** Flink refuses until all tasks run, so a job that is starting is asked again. */
    private void stopWithSavepoint(long deadline)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Files.createDirectories(savepoints);
        String target = savepoints.toUri().toString();
        while (true) {
            try {
                long left = Math.max(1, deadline - System.nanoTime());
                job.stopWithSavepoint(false, target, SavepointFormatType.NATIVE)
                        .get(left, TimeUnit.NANOSECONDS);
                return;
            } catch (ExecutionException e) {
                if (isOver(status()) || System.nanoTime() + RETRY.toNanos() > deadline) {
                    throw e;
                }
                Thread.sleep(RETRY.toMillis());
            }
        }
    }

    private void giveUp(Exception why) {
        try {
            Optional<JobStatus> status = status();
            if (!isOver(status) || status.equals(Optional.of(JobStatus.FAILED))) {
                stoppedCleanly = false;
                LOG.warn("stopped without a last checkpoint: {}", Causes.inOneLine(why));
            }
            if (!isOver(status)) {
                job.cancel().get(CANCELLING.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("cancelling failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when the cluster in this process is gone, which it is soon after its job. */
    private Optional<JobStatus> status() throws InterruptedException {
        try {
            return Optional.of(job.getJobStatus().get(1, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static boolean isOver(Optional<JobStatus> status) {
        return status.map(JobStatus::isGloballyTerminalState).orElse(true);
    }
}
