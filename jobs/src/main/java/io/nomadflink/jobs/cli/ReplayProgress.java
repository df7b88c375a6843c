package io.nomadflink.jobs.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says on standard error how many events a long replay has read: on a terminal in one line that
 * changes, else now and then.
 */
final class ReplayProgress implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration IN_FILE = Duration.ofSeconds(10);

    private final PrintStream err;
    private final boolean terminal;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private boolean told;

    ReplayProgress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        this.thread = new Thread(this::run, "progress");
        thread.setDaemon(true);
    }

    void start() {
        SourceCounters.reset();
        thread.start();
    }

    private void run() {
        try {
            Duration pause = FIRST;
            while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                tell();
                pause = terminal ? ON_TERMINAL : IN_FILE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        long events = SourceCounters.events();
        if (events == 0) {
            return;
        }
        String text = String.format(Locale.ROOT, "%,d events read", events);
        err.print(terminal ? "\r" + text : text + System.lineSeparator());
        err.flush();
        told = true;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (told) {
            tell();
            err.print(terminal ? System.lineSeparator() : "");
        }
    }
}
