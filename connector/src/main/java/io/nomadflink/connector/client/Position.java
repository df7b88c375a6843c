package io.nomadflink.connector.client;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How far a subscription has been read: an index and what of it has been emitted.
 *
 * @param index Nomad's raft index
 * @param coverage how much of the index is behind us
 * @param signatures sorted {@link Signature}s of the events emitted at the index, repeated as often
 *     as emitted; not to be changed
 */
public record Position(long index, Coverage coverage, long[] signatures) implements Serializable {
    private static final long[] NONE = {};

    /** Everything up to the index is behind us. */
    public static Position whole(long index) {
        return new Position(index, Coverage.WHOLE, NONE);
    }

    /** Everything below the index is behind us, nothing at it. */
    public static Position at(long index) {
        return new Position(index, Coverage.PARTLY, NONE);
    }

    /** Start with what the server still has. */
    public static Position fromStart(long tableIndex) {
        return new Position(tableIndex, Coverage.FROM_START, NONE);
    }

    /** What to ask the server for. */
    public long requestIndex() {
        return coverage == Coverage.FROM_START ? 0 : index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position p
                && index == p.index
                && coverage == p.coverage
                && Arrays.equals(signatures, p.signatures);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(index) * 31 + Arrays.hashCode(signatures);
    }

    @Override
    public String toString() {
        return "index " + index + " (" + coverage + ", " + signatures.length + " emitted)";
    }
}
