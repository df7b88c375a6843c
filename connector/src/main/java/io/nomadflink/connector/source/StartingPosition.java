package io.nomadflink.connector.source;

import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.Start;
import java.io.Serializable;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;

/** Where a subscription begins that no checkpoint knows. */
@PublicEvolving
public final class StartingPosition implements Serializable {
    private static final long serialVersionUID = 1L;

    private enum Kind {
        EARLIEST,
        LATEST,
        SNAPSHOT,
        INDEX
    }

    private final Kind kind;
    private final long index;

    private StartingPosition(Kind kind, long index) {
        this.kind = kind;
        this.index = index;
    }

    /** With all that the server's event buffer still holds. */
    public static StartingPosition earliest() {
        return new StartingPosition(Kind.EARLIEST, 0);
    }

    /** With what happens after the subscription; nothing that was there before is delivered. */
    public static StartingPosition latest() {
        return new StartingPosition(Kind.LATEST, 0);
    }

    /**
     * With what exists, read from lists as events of origin SNAPSHOT, and then what happens: no
     * loss and no double between the two. A failure before the snapshot is complete begins it anew.
     */
    public static StartingPosition snapshot() {
        return new StartingPosition(Kind.SNAPSHOT, 0);
    }

    /**
     * With the events of an index, inclusive. If the server no longer holds it and nothing proves
     * that no event was lost, a gap is reported.
     */
    public static StartingPosition atIndex(long index) {
        if (index <= 0) {
            throw new IllegalArgumentException(
                    "index " + index + ": expected a positive Nomad index");
        }
        return new StartingPosition(Kind.INDEX, index);
    }

    /** The same for the client. */
    public Start start() {
        return switch (kind) {
            case EARLIEST -> new Start.Earliest();
            case LATEST -> new Start.Latest();
            case SNAPSHOT -> new Start.Snapshot();
            case INDEX -> new Start.Resume(Position.at(index), Set.of());
        };
    }

    @Override
    public String toString() {
        return kind == Kind.INDEX
                ? "index " + index
                : kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
