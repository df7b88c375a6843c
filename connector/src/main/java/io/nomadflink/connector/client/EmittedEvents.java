package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What has been emitted at the current index, kept as frames so that signatures are computed only
 * when someone asks: at a checkpoint or a reconnect, not for every event.
 */
public final class EmittedEvents {
    private static final int KEEP_BYTES = 1 << 20;
    private static final Set<String> TWO_LINES =
            Set.of("JobRegistered", "JobDeregistered", "AllocationUpdated");

    private Position base;
    private boolean baseMayBePartial;
    private final List<Frame> since = new ArrayList<>(2);

    public EmittedEvents(Position start) {
        moveTo(start);
    }

    public long index() {
        return since.isEmpty() ? base.index() : since.get(0).index();
    }

    /** Whether nothing was emitted yet of all that the server has. */
    boolean isAllToCome() {
        return since.isEmpty() && base.coverage() == Coverage.FROM_START;
    }

    /** Notes a frame whose events were emitted; one below the index changes nothing. */
    public void add(Frame frame) {
        if (frame.index() < index() && base.coverage() != Coverage.FROM_START) {
            return;
        }
        if (!since.isEmpty() && since.get(0).index() != frame.index()) {
            since.clear();
        }
        since.add(frame);
        if (frame.bytes() > KEEP_BYTES) {
            fold();
        }
    }

    /**
     * Nothing followed for a while on a connection that lives, so the index is complete: the lines
     * of one index come together.
     */
    public void settle() {
        if (base.coverage() != Coverage.FROM_START || !since.isEmpty()) {
            moveTo(Position.whole(index()));
        }
    }

    /**
     * Whether another line of the index may be missing. Registering and deregistering a job makes
     * two, up to 2.0.0 a client's update, too; the second brings evaluations and jobs. What was
     * emitted is not counted: one line may come in parts, that of a namespace created later.
     */
    boolean mayBePartial() {
        if (since.isEmpty()) {
            return baseMayBePartial;
        }
        boolean ofTwo = since.stream().anyMatch(EmittedEvents::isOneOfTwoLines);
        if (continuesBase()) {
            return baseMayBePartial || ofTwo && base.coverage() != Coverage.WHOLE;
        }
        return ofTwo || since.get(0).events().isEmpty();
    }

    private boolean continuesBase() {
        return base.index() == since.get(0).index() && base.coverage() != Coverage.FROM_START;
    }

    /** Whether a frame is of a type that can have another line at the same index. */
    static boolean isOneOfTwoLines(Frame frame) {
        return frame.events().stream().anyMatch(event -> TWO_LINES.contains(event.type()));
    }

    /**
     * Whether a frame can be the second line of an index: it brings evaluations, or jobs, and
     * nothing else.
     */
    static boolean isSecondLine(Frame frame) {
        return isOneOfTwoLines(frame)
                && frame.events().stream().allMatch(e -> HalfIndex.isOfSecondLines(e.topic()));
    }

    /** Everything up to an index is behind us, emitted or not. */
    public void moveTo(Position position) {
        base = position;
        baseMayBePartial =
                position.coverage() == Coverage.PARTLY && position.signatures().length > 0;
        since.clear();
    }

    public Position position() {
        fold();
        return base;
    }

    private void fold() {
        if (since.isEmpty()) {
            return;
        }
        baseMayBePartial = mayBePartial();
        long index = since.get(0).index();
        boolean same = continuesBase();
        if (!same || base.coverage() == Coverage.PARTLY) {
            base =
                    new Position(
                            index,
                            Coverage.PARTLY,
                            signatures(same ? base.signatures() : new long[0]));
        }
        since.clear();
    }

    private long[] signatures(long[] before) {
        int count = before.length;
        for (Frame frame : since) {
            count += frame.events().size();
        }
        long[] all = Arrays.copyOf(before, count);
        int at = before.length;
        for (Frame frame : since) {
            Signature.of(frame.events(), all, at);
            at += frame.events().size();
        }
        Arrays.sort(all);
        return all;
    }
}
