package io.nomadflink.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes a recording: all at once, or at a multiple of its own pace. */
public final class RecordingPlayer implements AutoCloseable {

    private final NomadSimulator simulator;
    private final Recording recording;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private boolean movedToNow;

    /** A player that has not begun. */
    public RecordingPlayer(NomadSimulator simulator, Recording recording) {
        this.simulator = simulator;
        this.recording = recording;
    }

    /** Moves all times in the payloads so that the first line happens when playing begins. */
    public RecordingPlayer movedToNow() {
        movedToNow = true;
        return this;
    }

    /** Publishes everything at once and returns. */
    public void playAll() {
        play(Double.POSITIVE_INFINITY);
    }

    /** Publishes so many times faster than recorded and returns at the end. */
    public void play(double speed) {
        Pace pace = new Pace(speed);
        recording.read(pace::publish);
        finished.countDown();
    }

    /** Plays on a thread of its own. */
    public RecordingPlayer start(double speed) {
        Threads.start("nomad-simulator-player", () -> play(speed));
        return this;
    }

    /** Waits for the end; false if that took too long. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return finished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    /** One run: when each line is due. */
    private final class Pace {
        private final double speed;
        private final long begun = System.nanoTime();
        private TimeShift shift;
        private long firstNanos;

        private Pace(double speed) {
            this.speed = speed;
        }

        private boolean publish(String line, long nanos) {
            if (shift == null) {
                firstNanos = nanos;
                shift = new TimeShift(movedToNow && nanos > 0 ? nowNanos() - nanos : 0);
            }
            boolean due = awaitDue((long) ((nanos - firstNanos) / speed));
            if (due) {
                simulator.publishLine(shift.apply(line));
            }
            return due;
        }

        private boolean awaitDue(long afterNanos) {
            try {
                long left = afterNanos - (System.nanoTime() - begun);
                return !stopped.await(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private long nowNanos() {
            return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        }
    }
}
