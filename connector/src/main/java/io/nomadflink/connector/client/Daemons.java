package io.nomadflink.connector.client;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Daemon threads, and what may be ignored while closing. */
final class Daemons {
    private static final Logger LOG = LoggerFactory.getLogger(Daemons.class);

    private Daemons() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    static void ignored(String what, Exception e) {
        LOG.debug("{}: {}", what, e.toString());
    }
}
