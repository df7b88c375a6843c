package io.nomadflink.simulator;

import java.time.Duration;
import java.util.Random;

/**
 * Things that go wrong on demand. Orders to streams reach those that live at that moment;
 * conditions with a duration begin at once and replace an earlier one of the same kind.
 */
public final class Faults {

    private static final int LONGEST_CUT = 2000;

    private final Server server;
    private final Random random = new Random(1);

    Faults(Server server) {
        this.server = server;
    }

    /** Breaks each stream after so many bytes of its next line, with FIN, or with RST if told. */
    public void cutNextLine(int bytes, boolean reset) {
        server.order(orders -> orders.cut(new Orders.Cut(bytes, reset)));
    }

    /** Breaks each stream somewhere in its next line, half of the times with RST. */
    public void cutNextLine() {
        int bytes = 1 + random.nextInt(LONGEST_CUT);
        cutNextLine(bytes, random.nextBoolean());
    }

    /** Closes all streams on a line boundary, those that are silent too. */
    public void closeAll() {
        server.order(orders -> orders.end(Ending.CLOSED));
    }

    /**
     * Ends all streams as Nomad ends them: text and last chunk up to 1.11.1, silence since.
     *
     * @param text the text, for example {@code event dropped from buffer}
     */
    public void endAll(String text) {
        server.order(orders -> orders.end(Ending.text(text)));
    }

    /** Lets all streams hang: no byte and no end for this time, then the end. */
    public void silence(Duration duration) {
        server.order(orders -> orders.end(Ending.silent(duration)));
    }

    /** The same for the next stream alone, from its first heartbeat on. */
    public void silenceNext(Duration duration) {
        server.orderNext(orders -> orders.end(Ending.silent(duration)));
    }

    /** Streams send events but no heartbeats for this time. */
    public void withholdHeartbeats(Duration duration) {
        server.order(orders -> orders.withholdHeartbeats(duration));
    }

    /** Streams send so few bytes per second for this time. */
    public void drip(int bytesPerSecond, Duration duration) {
        Orders.Drip drip = new Orders.Drip(bytesPerSecond, Deadline.after(duration));
        server.order(orders -> orders.drip(drip));
    }

    /** Refuses new requests, lists as well; hijacked streams are refused by 200 and silence. */
    public void refuse(int status, Duration duration) {
        server.conditions().refuse(status, false, duration);
    }

    /** Refuses new streams while lists are served. */
    public void refuseStreams(int status, Duration duration) {
        server.conditions().refuse(status, true, duration);
    }

    /** Refuses lists and other reads while streams are served. */
    public void refuseLists(int status, Duration duration) {
        server.conditions().refuseLists(status, duration);
    }

    /** New streams get the headers and then the end. */
    public void headersOnly(Duration duration) {
        server.conditions().headersOnly(duration);
    }

    /** Knows neither tokens nor namespaces for this time, and consistent reads hang. */
    public void blind(Duration duration) {
        server.conditions().blind(duration);
    }

    /** Streams go on, consistent reads hang and fail, {@code X-Nomad-KnownLeader} is false. */
    public void loseLeader(Duration duration) {
        server.conditions().leaderless(duration);
    }

    /** Answers everything with a real 500, as a client agent does that has no server. */
    public void loseServer(Duration duration) {
        server.conditions().serverless(duration);
    }

    /** Switches the event broker off or on for new streams. */
    public void disableBroker(boolean disabled) {
        server.conditions().disableBroker(disabled);
    }

    /** Drops the buffer for good and ends all streams, as restoring a snapshot does. */
    public void forget() {
        server.forget();
        server.order(orders -> orders.end(Ending.RESUBSCRIBE));
    }
}
