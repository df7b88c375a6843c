package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides what a frame is after a reconnect: new, a duplicate, stale, or the far side of a gap.
 * Pure: no clock, no I/O.
 *
 * <p>Let N be the position's index. A server asked for {@code index=N} starts at N, inclusive, and
 * tells nobody if N is gone; matching is deterministic, so while its buffer holds N, N comes first.
 * Hence a first frame at N proves that nothing was lost. Without it, the table index of the
 * subscription's topics, read after the connection's first heartbeat and equal to N, proves the
 * same: no write since. Nor is there anything between N, if it is complete, and N + 1. Everything
 * else is a gap. (Nomad 1.1 to 2.0.5.)
 */
public final class Continuity {

    /** What to do with a frame. */
    public enum Decision {
        /** Deliver {@link #accepted()}. */
        DELIVER,
        /** Older than the position: the server lags or replays. */
        STALE,
        /** Keep the frame until {@link #evidence} says which. */
        HOLD
    }

    private final EmittedEvents emitted;
    private final boolean mayRepeat;
    private final boolean seesSecondLines;
    private boolean partial;
    private long complete;
    private boolean proven;
    private boolean dropWholeFloor;
    private long floor;
    private long asked;
    private long lastOnConnection;
    private int heartbeats;
    private int duplicates;
    private boolean staleSeen;
    private boolean evidenceKnown;
    private OptionalLong tableIndex = OptionalLong.empty();
    private Map<Long, Integer> known = Map.of();
    private Frame accepted;
    private final RecentIndexes recent = new RecentIndexes();

    public Continuity(Position start, Subscription subscription) {
        this.emitted = new EmittedEvents(start);
        this.mayRepeat = subscription.mayRepeat();
        this.seesSecondLines = subscription.seesSecondLines();
    }

    public Position position() {
        return emitted.position();
    }

    /** Up to here every line was delivered when the present connection was opened. */
    public long complete() {
        return complete;
    }

    /** That of the position, which costs nothing; the position itself is worked out anew. */
    public long index() {
        return emitted.index();
    }

    /** Whether nothing was delivered yet of all that the server has. */
    boolean isAllToCome() {
        return emitted.isAllToCome();
    }

    public boolean isProven() {
        return proven;
    }

    /**
     * A connection sent its first heartbeat.
     *
     * @param fresh whether nothing was promised before it: the first connection of a new
     *     subscription
     * @param index what it was asked for. If that lies below the position, a frame that was
     *     delivered lately proves as much as that of the position, which the server may no longer
     *     show
     */
    public void opened(boolean fresh, long index) {
        asked = index;
        partial = seesSecondLines && emitted.mayBePartial();
        Position at = emitted.position();
        boolean nothingAtIt = at.coverage() == Coverage.PARTLY && at.signatures().length == 0;
        complete = partial || nothingAtIt ? at.index() - 1 : at.index();
        proven = fresh;
        floor = at.coverage() == Coverage.FROM_START ? -1 : at.index();
        dropWholeFloor = at.coverage() == Coverage.WHOLE;
        known = counts(at.signatures());
        lastOnConnection = -1;
        heartbeats = 1;
        staleSeen = false;
        evidenceKnown = false;
        tableIndex = OptionalLong.empty();
    }

    public Decision frame(Frame frame) {
        if (frame.index() < lastOnConnection || frame.index() < floor) {
            staleSeen |= !passesAgain(frame.index());
            lastOnConnection = Math.max(lastOnConnection, frame.index());
            return Decision.STALE;
        }
        lastOnConnection = frame.index();
        proven |= frame.index() <= emitted.index() || completeAgain(frame) <= complete + 1;
        if (!proven && !(evidenceKnown && noWriteSince())) {
            accepted = frame;
            return Decision.HOLD;
        }
        proven = true;
        return deliver(frame);
    }

    /**
     * A frame below the position that need not be delivered.
     *
     * @return whether it proves that nothing is missing: it was asked for, and delivered before
     */
    public boolean passesAgain(long index) {
        boolean proof = index >= asked && recent.holds(index);
        proven |= proof;
        return proof;
    }

    /** The frame as it is to be delivered, after {@link Decision#DELIVER}. */
    public Frame accepted() {
        return accepted;
    }

    /** How many events of the last accepted frame were dropped as already emitted. */
    public int duplicates() {
        return duplicates;
    }

    /**
     * A heartbeat. The second of a connection without proof, when evidence is known, settles that
     * the quiet stretch before the connection is a gap. A server that sent older lines is behind:
     * what comes next decides.
     *
     * @return the gap, or null
     */
    public Break heartbeat() {
        heartbeats++;
        if (proven
                || staleSeen
                || !evidenceKnown
                || tableIndex.isEmpty()
                || tableIndex.getAsLong() < emitted.index()) {
            return null;
        }
        Break found =
                new Break(
                        complete,
                        tableIndex.getAsLong() + 1,
                        Gap.Cause.DROPPED_FROM_BUFFER,
                        halfBefore());
        emitted.moveTo(Position.whole(tableIndex.getAsLong()));
        proven = true;
        return found;
    }

    /** Nothing followed the last frame for a while: its index is complete. */
    public void settle() {
        if (proven) {
            emitted.settle();
        }
    }

    /**
     * Whether a heartbeat now says that the stream is alive and caught up: not the first of a
     * connection.
     */
    public boolean isCaughtUp() {
        return proven && heartbeats > 1;
    }

    /** Evidence is wanted: the connection is not proven and none came yet. */
    public boolean wantsEvidence() {
        return !proven && !evidenceKnown;
    }

    /**
     * The largest table index of the subscription's topics, read consistently after the
     * connection's first heartbeat; empty if it could not be had. Afterwards {@link #release} the
     * held frame, if there is one.
     */
    public void evidence(OptionalLong index) {
        evidenceKnown = true;
        tableIndex = index;
        proven |= noWriteSince();
    }

    /**
     * Whether the server's state is older than the position although its tables were read
     * consistently.
     */
    public boolean wentBack() {
        return !proven
                && evidenceKnown
                && tableIndex.isPresent()
                && tableIndex.getAsLong() < emitted.index();
    }

    /** The smallest index that is remembered as delivered, or -1 if none is. */
    public long deliveredFirst() {
        return recent.first();
    }

    /** The largest index delivered lately that is not above one, or -1 if none is remembered. */
    public long deliveredAtOrBelow(long index) {
        return recent.atOrBelow(index);
    }

    /**
     * Everything below an index is behind us without having been delivered: read from lists, or
     * given up.
     */
    public void moveTo(Position position) {
        emitted.moveTo(position);
        proven = true;
        floor = position.coverage() == Coverage.FROM_START ? -1 : position.index();
        dropWholeFloor = position.coverage() == Coverage.WHOLE;
        known = Map.of();
    }

    /** What the present connection was asked for: at most duplicates come from here. */
    public long floor() {
        return floor;
    }

    public boolean isEvidenceKnown() {
        return evidenceKnown;
    }

    /** The evidence, if it is known. */
    public OptionalLong tableIndex() {
        return tableIndex;
    }

    /** Only older lines so far on this connection. */
    public boolean staleSeen() {
        return staleSeen;
    }

    /**
     * Delivers the held frame once evidence is known.
     *
     * @return the gap before it, or null if evidence proved that there is none
     */
    public Break release() {
        Frame held = accepted;
        Break found = proven ? null : breakBefore(held);
        proven = true;
        deliver(held);
        return found;
    }

    private Break breakBefore(Frame held) {
        List<HalfIndex> halves = halfBefore();
        if (EmittedEvents.isSecondLine(held)) {
            halves.add(HalfIndex.withoutFirst(held));
        }
        return new Break(complete, completeAgain(held), cause(), halves);
    }

    /**
     * The first index of which every line is delivered; of that of a second line the first may be
     * gone.
     */
    private static long completeAgain(Frame frame) {
        return EmittedEvents.isSecondLine(frame) ? frame.index() + 1 : frame.index();
    }

    private List<HalfIndex> halfBefore() {
        List<HalfIndex> found = new ArrayList<>(2);
        if (partial && !wentBack()) {
            found.add(HalfIndex.withoutSecond(emitted.index(), Set.copyOf(known.keySet())));
        }
        return found;
    }

    private Gap.Cause cause() {
        if (wentBack()) {
            return Gap.Cause.SNAPSHOT_RESTORE;
        }
        return staleSeen ? Gap.Cause.SERVER_RESTART : Gap.Cause.DROPPED_FROM_BUFFER;
    }

    private boolean noWriteSince() {
        return !partial && tableIndex.isPresent() && tableIndex.getAsLong() == emitted.index();
    }

    private Decision deliver(Frame frame) {
        List<NomadEvent> kept = frame.events();
        if (mayRepeat) {
            // first, for that is how what was emitted is counted
            kept = withoutRepeats(kept);
        }
        if (frame.index() == floor) {
            kept = dropWholeFloor ? List.of() : unknown(kept);
        }
        duplicates = frame.events().size() - kept.size();
        accepted = kept.size() == frame.events().size() ? frame : frame.with(kept);
        emitted.add(accepted);
        recent.add(frame.index());
        return Decision.DELIVER;
    }

    private List<NomadEvent> unknown(List<NomadEvent> events) {
        if (known.isEmpty()) {
            return events;
        }
        List<NomadEvent> kept = new ArrayList<>();
        for (NomadEvent event : events) {
            Integer left = known.computeIfPresent(Signature.of(event), (s, n) -> n - 1);
            if (left == null || left < 0) {
                kept.add(event);
            }
        }
        return kept;
    }

    private static List<NomadEvent> withoutRepeats(List<NomadEvent> events) {
        Set<Long> seen = new HashSet<>();
        List<NomadEvent> kept = new ArrayList<>(events.size());
        for (NomadEvent event : events) {
            if (seen.add(Signature.of(event))) {
                kept.add(event);
            }
        }
        return kept;
    }

    private static Map<Long, Integer> counts(long[] signatures) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long signature : signatures) {
            counts.merge(signature, 1, Integer::sum);
        }
        return counts;
    }
}
