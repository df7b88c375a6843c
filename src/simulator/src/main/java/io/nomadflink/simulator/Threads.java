package io.nomadflink.simulator;

/** Starts the simulator's threads, all of them daemons. */
final class Threads {

    private static final long LONGEST_JOIN_MILLIS = 5000;

    private Threads() {}

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for the end of a thread that is about to end. */
    static void join(Thread thread) {
        try {
            thread.join(LONGEST_JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
