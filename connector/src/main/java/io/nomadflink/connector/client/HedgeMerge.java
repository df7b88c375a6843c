package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges the frames of two connections to one subscription by position, so that either may end
 * without a trace. Pure: no clock, no I/O.
 *
 * <p>Let N be the merged index. A connection asked for r that brings a frame from r to N has all
 * that followed it, so it is in step: its next frame above N is the next of the subscription. At N
 * itself an event is new if its connection has brought it more often than it was passed on, for the
 * lines of one index may come in halves and in any order. What is below N has been passed on.
 */
final class HedgeMerge {

    /** What to do with a frame. */
    enum Decision {
        /** Pass on {@link #accepted()}. */
        PASS,
        /** Passed on before. */
        DROP,
        /** Nothing proves that its connection misses nothing: keep it, and ask again. */
        WAIT,
        /** Older than what was asked for: the server lags or replays. */
        STALE
    }

    private static final class Leg {
        private final Map<Long, Integer> seen = new HashMap<>();
        private boolean inStep;
        private long request;
        private long last;
    }

    private final List<Leg> legs = List.of(new Leg(), new Leg());
    private final Map<Long, Integer> passed = new HashMap<>();
    private long index;
    private Frame accepted;

    /** The index that was reached. */
    long index() {
        return index;
    }

    /**
     * What is passed on begins anew at an index, which may have been passed on in part: whoever
     * takes it drops what it knows.
     */
    void begin(long at) {
        index = at;
        passed.clear();
        legs.forEach(leg -> leg.seen.clear());
    }

    /** A connection was made that was asked for an index. */
    void opened(int leg, long request) {
        ended(leg);
        legs.get(leg).request = request;
    }

    void ended(int leg) {
        Leg it = legs.get(leg);
        it.inStep = false;
        it.last = -1;
        it.seen.clear();
    }

    /** From here on a connection is what the other is compared with. */
    void follow(int leg) {
        Leg it = legs.get(leg);
        it.inStep = true;
        it.last = Math.max(it.last, index);
    }

    boolean isInStep(int leg) {
        return legs.get(leg).inStep;
    }

    boolean anyInStep() {
        return legs.stream().anyMatch(leg -> leg.inStep);
    }

    /** Whether a connection in step has come as far as the other. */
    boolean isAtHead(int leg) {
        Leg it = legs.get(leg);
        return it.inStep && it.last == index;
    }

    /** A frame as the next of its connection, or the one that had to wait. */
    Decision frame(int leg, Frame frame) {
        Leg from = legs.get(leg);
        if (frame.index() < from.request || frame.index() < from.last) {
            from.last = Math.max(from.last, frame.index());
            return Decision.STALE;
        }
        from.inStep |= frame.index() <= index;
        if (!from.inStep) {
            return Decision.WAIT;
        }
        from.last = frame.index();
        if (frame.index() < index) {
            return Decision.DROP;
        }
        if (frame.index() > index) {
            begin(frame.index());
        }
        accepted = frame.with(unseen(from, frame.events()));
        return accepted.events().isEmpty() ? Decision.DROP : Decision.PASS;
    }

    /** The frame as it is to be passed on, after {@link Decision#PASS}. */
    Frame accepted() {
        return accepted;
    }

    private List<NomadEvent> unseen(Leg from, List<NomadEvent> events) {
        List<NomadEvent> fresh = new ArrayList<>(events.size());
        for (NomadEvent event : events) {
            long signature = Signature.of(event);
            int seen = from.seen.merge(signature, 1, Integer::sum);
            if (seen > passed.getOrDefault(signature, 0)) {
                passed.put(signature, seen);
                fresh.add(event);
            }
        }
        return fresh.size() == events.size() ? events : fresh;
    }
}
