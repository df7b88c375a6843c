package io.nomadflink.jobs.demo;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows the latest results again and again: redrawn in place on a terminal, else appended when they
 * have changed.
 */
public final class LiveView implements AutoCloseable {
    private static final String HOME_AND_CLEAR = "\033[H\033[2J";
    private static final Duration LOOK = Duration.ofMillis(250);

    private final LatestResults results;
    private final PrintWriter out;
    private final boolean terminal;
    private final String footer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private List<String> shown = List.of();

    /**
     * @param footer stands below the results
     */
    public LiveView(LatestResults results, PrintWriter out, boolean terminal, String footer) {
        this.results = results;
        this.out = out;
        this.terminal = terminal;
        this.footer = footer;
        this.thread = new Thread(this::run, "live-view");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                show();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first results are shown as soon as they are there. */
    private Duration pause() {
        if (shown.isEmpty()) {
            return LOOK;
        }
        return terminal ? Duration.ofSeconds(2) : Duration.ofSeconds(5);
    }

    private void show() {
        List<String> lines = latest();
        if (lines.isEmpty() || lines.equals(shown)) {
            return;
        }
        shown = lines;
        StringBuilder text = new StringBuilder(terminal ? HOME_AND_CLEAR : "");
        lines.forEach(line -> text.append(line).append(System.lineSeparator()));
        text.append(System.lineSeparator()).append(footer).append(System.lineSeparator());
        text.append(terminal ? "" : System.lineSeparator());
        out.print(text);
        out.flush();
    }

    private List<String> latest() {
        try {
            return results.lines();
        } catch (SQLException e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
            show();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
