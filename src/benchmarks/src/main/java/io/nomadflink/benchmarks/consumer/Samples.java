package io.nomadflink.benchmarks.consumer;

import java.io.IOException;
import java.io.PrintStream;

/** Tells twice a second how far a pass is and how large the process has become. */
final class Samples {
    private static final long INTERVAL_MS = 500;

    private Samples() {}

    static void print(Meter meter, PrintStream out) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    Thread.sleep(INTERVAL_MS);
                                    out.println("sample " + meter.events() + " " + Memory.rss());
                                    out.flush();
                                }
                            } catch (InterruptedException | IOException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "samples");
        thread.setDaemon(true);
        thread.start();
    }
}
