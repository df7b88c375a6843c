package io.nomadflink.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private static final Duration STOPPING = Duration.ofSeconds(8);

    private final RunSettings settings;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
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
        handleSignals();
        job = env.executeAsync(name);
        stopAfter();
        return await();
    }

    private int await() throws InterruptedException, ExecutionException {
        try {
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            if (!stopping.get() || stoppedCleanly && !isOver()) {
                throw e;
            }
        }
        if (stopping.get()) {
            stopped.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        }
        return stoppedCleanly ? 0 : UserException.FAILED;
    }

    private boolean isOver() throws InterruptedException {
        try {
            JobStatus status = job.getJobStatus().get(1, TimeUnit.SECONDS);
            return status == JobStatus.FINISHED || status == JobStatus.CANCELED;
        } catch (ExecutionException | TimeoutException e) {
            return true;
        }
    }

    private void handleSignals() {
        for (String signal : List.of("TERM", "INT")) {
            sun.misc.Signal.handle(new sun.misc.Signal(signal), s -> daemon("stop", this::stop));
        }
    }

    private void stopAfter() {
        if (settings.stopAfter() != null) {
            daemon(
                    "stop-after",
                    () -> {
                        try {
                            Thread.sleep(settings.stopAfter().toMillis());
                            stop();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops with a savepoint; if that takes too long because a sink is away, without. */
    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        if (job == null) {
            Runtime.getRuntime().halt(0);
        }
        try {
            Files.createDirectories(savepoints);
            job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.NATIVE)
                    .get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            giveUp(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped.countDown();
    }

    private void giveUp(Exception why) {
        try {
            if (!isOver()) {
                stoppedCleanly = false;
                LOG.warn("stopped without a last checkpoint: {}", Causes.inOneLine(why));
                job.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
