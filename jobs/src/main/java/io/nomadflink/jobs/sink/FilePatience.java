package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what fails while a directory cannot be written.
 *
 * @param limit how long before it fails for good
 */
record FilePatience(String directory, Duration limit) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(FilePatience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** One in half a minute. */
    private static final int TRIES_A_WARNING = 60;

    /** What is tried; trying it twice is as good as once. */
    interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    void untilDone(Attempt attempt) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int tries = 0; ; tries++) {
            try {
                attempt.run();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                if (tries % TRIES_A_WARNING == 0) {
                    LOG.warn("{} cannot be written, trying again: {}", directory, e.toString());
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
