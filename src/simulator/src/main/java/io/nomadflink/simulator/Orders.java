package io.nomadflink.simulator;

import java.time.Duration;

/** What faults told one stream to do; guarded by the lock of its server. */
final class Orders {

    private Ending ending;
    private boolean hangUp;
    private Cut cut;
    private Deadline withoutHeartbeats = Deadline.PASSED;
    private Drip drip = new Drip(Integer.MAX_VALUE, Deadline.PASSED);

    /**
     * Breaks the connection inside the next line.
     *
     * @param at how many of its bytes still go out
     * @param reset whether to send RST instead of FIN
     */
    record Cut(int at, boolean reset) {}

    /**
     * Slows the bytes down.
     *
     * @param bytesPerSecond how fast they go
     * @param until when this ends
     */
    record Drip(int bytesPerSecond, Deadline until) {}

    void end(Ending how) {
        ending = ending == null ? how : ending;
        hangUp |= how.manner() == Ending.Manner.CLOSE;
    }

    void cut(Cut where) {
        cut = where;
    }

    void withholdHeartbeats(Duration duration) {
        withoutHeartbeats = Deadline.after(duration);
    }

    void drip(Drip speed) {
        drip = speed;
    }

    Ending ending() {
        return ending;
    }

    /** Whether even a silent stream has to close now. */
    boolean hangUp() {
        return hangUp;
    }

    Cut cut() {
        return cut;
    }

    boolean heartbeats() {
        return withoutHeartbeats.over();
    }

    Drip drip() {
        return drip;
    }
}
